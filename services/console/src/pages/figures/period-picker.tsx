import { Button } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { type Grain, GRAINS, periodAfter, periodStart } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Icon } from '../../ui/icon.js';
import { figuresTexts } from './texts.js';
import { usePeriodWords } from './words.js';
import css from './figures.module.css';

const Calendar = lazy(async () => ({ default: (await import('../../ui/calendar.js')).Calendar }));

interface Props {
  readonly grain: Grain;
  readonly start: string;
  readonly today: string;
  onChange(grain: Grain, start: string): void;
}

/** Which period: its length, the one before and after, and the one of a day. Another length keeps to the same days. */
export function PeriodPicker({ grain, start, today, onChange }: Props) {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const words = usePeriodWords();
  const jump = useRef<HTMLButtonElement>(null);
  const [isOpen, open] = useState(false);
  const next = periodAfter(grain, start, 1);
  // From a year to its month: today's where today lies in it.
  const within = start <= today && today < next ? today : start;
  return (
    <div className={css.period} role="group" aria-label={t.period}>
      <div className={css.grains} role="radiogroup" aria-label={t.grain}>
        {GRAINS.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="grain"
              checked={one === grain}
              onChange={() => onChange(one, periodStart(one, within))}
            />
            <span>{terms.grain[one]}</span>
          </label>
        ))}
      </div>
      <div className={css.steps}>
        <Button
          aria-label={t.before}
          icon={<Icon name="back" size={16} />}
          onClick={() => onChange(grain, periodAfter(grain, start, -1))}
        />
        <button
          ref={jump}
          type="button"
          className={css.jump}
          aria-haspopup="dialog"
          aria-label={`${t.jump}: ${words(grain, start)}`}
          onClick={() => open(true)}
        >
          <span aria-live="polite">{words(grain, start)}</span>
          <Icon name="calendar" size={16} />
        </button>
        <Suspense>
          {isOpen && (
            <Calendar
              of={grain === 'DAY' || grain === 'WEEK' ? 'day' : 'month'}
              value={start}
              max={today}
              label={t.jump}
              anchor={jump.current!}
              onClose={() => open(false)}
              onPick={(day) => {
                onChange(grain, periodStart(grain, day));
                open(false);
              }}
            />
          )}
        </Suspense>
        <Button
          aria-label={t.after}
          icon={<Icon name="chevron" size={16} />}
          disabled={next > today}
          onClick={() => onChange(grain, next)}
        />
      </div>
    </div>
  );
}
