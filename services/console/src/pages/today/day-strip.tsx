import { Link } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { WeekAhead } from './documents.js';
import { type DayAhead, daysAhead, weekSums } from './model.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

interface Props {
  readonly today: string;
  readonly chosen: string;
  onChoose(day: string): void;
}

/** The week to come, a bar a day: how much is expected. A tap shows what would be drawn for the day. */
export function DayStrip({ today, chosen, onChoose }: Props) {
  const t = useTexts(todayTexts);
  const format = useFormat();
  const week = useAsk(WeekAhead, {}, { keep: true, showsOwn: true }).data?.week ?? [];
  const { expected, promises, occasions } = weekSums(week);
  const parts = [promises > 0 && t.weekPromises(promises), occasions > 0 && t.weekOccasions(occasions)];
  return (
    <section aria-label={t.ahead} className={css.ahead}>
      <div className={css.aheadHead}>
        <h2 className={css.group}>{t.ahead}</h2>
        <Link to="/leave">{t.leave}</Link>
      </div>
      <ol>
        {daysAhead(today, week).map((one) => (
          <li key={one.day}>
            <button
              type="button"
              aria-pressed={one.day === chosen}
              data-off={one.isOff}
              onClick={() => onChoose(one.day)}
            >
              <span>{one.day === today ? t.today : format.weekday(one.day)}</span>
              <b>{Number(one.day.slice(8))}</b>
              <Load of={one} />
            </button>
          </li>
        ))}
      </ol>
      {week.length > 0 && (
        <p className={css.hint}>{format.list([t.weekExpected(expected), ...parts.filter(isText)])}</p>
      )}
    </section>
  );
}

const isText = (part: string | false): part is string => part !== false;

/** How full a day is, in a picture and in words. */
function Load({ of: { isOff, isLeave, expected, height } }: { readonly of: DayAhead }) {
  const t = useTexts(todayTexts);
  const words = isOff && !expected ? (isLeave ? t.onLeaveShort : t.off) : expected === null ? '' : t.expected(expected);
  return (
    <>
      <span className={css.load} aria-hidden="true">
        <span style={{ height: `${height * 100}%` }} />
      </span>
      <small data-leave={isLeave}>{words}</small>
    </>
  );
}
