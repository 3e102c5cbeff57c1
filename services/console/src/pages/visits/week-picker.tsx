import { Button } from 'antd';
import { useAddress } from '../../app/address.js';
import { useFormat } from '../../app/format.js';
import { isDay, periodAfter, periodEnd, periodStart } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { Icon } from '../../ui/icon.js';
import { visitsTexts } from './texts.js';
import css from './visits.module.css';

/** The Monday of the week that the address names; of today's without one. */
export function useWeek(today: string): string {
  const { params } = useAddress();
  const named = params.get('week');
  return periodStart('WEEK', isDay(named) ? named : today);
}

/** Which week: the one before, the one after, and back to today's. */
export function WeekPicker({ monday, today }: { readonly monday: string; readonly today: string }) {
  const t = useTexts(visitsTexts);
  const format = useFormat();
  const { change } = useAddress();
  const step = (weeks: number) => change({ week: periodAfter('WEEK', monday, weeks) });
  return (
    <div className={css.week} role="group" aria-label={t.week}>
      <Button aria-label={t.before} icon={<Icon name="back" size={16} />} onClick={() => step(-1)} />
      <strong aria-live="polite">{t.span(format.dayMonth(monday), format.dayMonth(periodEnd('WEEK', monday)))}</strong>
      <Button aria-label={t.after} icon={<Icon name="chevron" size={16} />} onClick={() => step(1)} />
      {monday !== periodStart('WEEK', today) && (
        <Button type="text" onClick={() => change({ week: null })}>
          {t.thisWeek}
        </Button>
      )}
    </div>
  );
}
