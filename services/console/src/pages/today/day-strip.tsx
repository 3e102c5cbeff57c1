import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { daysAhead } from './model.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

interface Props {
  readonly today: string;
  readonly chosen: string;
  onChoose(day: string): void;
}

/** The week to come: a tap shows what would be drawn for the day. */
export function DayStrip({ today, chosen, onChoose }: Props) {
  const t = useTexts(todayTexts);
  const format = useFormat();
  return (
    <section aria-label={t.ahead} className={css.ahead}>
      <h2 className={css.group}>{t.ahead}</h2>
      <ol>
        {daysAhead(today).map(({ day, isWeekend }) => (
          <li key={day}>
            <button type="button" aria-pressed={day === chosen} data-weekend={isWeekend} onClick={() => onChoose(day)}>
              <span>{day === today ? t.today : format.weekday(day)}</span>
              <b>{Number(day.slice(8))}</b>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
