import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { useManagersIn } from '../../parts/managers.js';
import type { Leave } from './documents.js';
import { awayOn, daysOfMonth, isOff, type Kinds, markOf, rowsOf } from './model.js';
import { leaveTexts } from './texts.js';
import { useKinds } from './use-kinds.js';
import css from './leave.module.css';

interface Props {
  readonly unitId: string;
  readonly start: string;
  readonly today: string;
  readonly leaves: readonly Leave[];
}

/** So wide that the table is shown. */
const WIDE = '(min-width: 901px)';

/**
 * A month of the team: a row a person, a column a day, days off as the bank's calendar has them. A phone has the list
 * below instead.
 */
export function MonthTable({ unitId, start, today, leaves }: Props) {
  const t = useTexts(leaveTexts);
  const format = useFormat();
  const team = useManagersIn(unitId);
  const days = daysOfMonth(start);
  const kinds = useKinds(days, matchMedia(WIDE).matches);
  const rows = rowsOf(leaves, team, days);
  if (rows.length === 0) return null;
  const title = t.calendar(format.month(start));
  return (
    <div className={css.table}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.person}</th>
            {days.map((day) => (
              <Head key={day} day={day} kinds={kinds} isToday={day === today} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, cells, covers }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {cells.map((leave, index) => (
                <Cell
                  key={days[index]}
                  leave={leave}
                  covered={covers[index] ?? null}
                  isDayOff={isOff(days[index]!, kinds)}
                />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.away}</th>
            {awayOn(rows, days).map((count, index) => (
              <td key={days[index]} data-off={isOff(days[index]!, kinds)}>
                {count || ''}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      {days.some((day) => markOf(day, kinds)) && <p className={css.marks}>{t.marks}</p>}
    </div>
  );
}

interface HeadProps {
  readonly day: string;
  readonly kinds: Kinds;
  readonly isToday: boolean;
}
function Head({ day, kinds, isToday }: HeadProps) {
  const t = useTexts(leaveTexts);
  const terms = useTexts(termTexts);
  const mark = markOf(day, kinds);
  return (
    <th
      scope="col"
      data-off={isOff(day, kinds)}
      data-mark={mark ?? undefined}
      title={mark ? terms.dayKind[mark] : undefined}
      aria-current={isToday ? 'date' : undefined}
    >
      {Number(day.slice(8))}
      {mark && <small>{t.mark[mark]}</small>}
    </th>
  );
}

interface CellProps {
  readonly leave: Leave | null;
  /** The leave of a colleague whom this person covers on the day. */
  readonly covered: Leave | null;
  readonly isDayOff: boolean;
}
function Cell({ leave, covered, isDayOff }: CellProps) {
  const t = useTexts(leaveTexts);
  const terms = useTexts(termTexts);
  if (!leave && covered)
    return (
      <td data-covers data-off={isDayOff} title={t.coversFor(covered.staff.name)}>
        {t.covers}
      </td>
    );
  if (!leave) return <td data-off={isDayOff} />;
  const cover = leave.cover ? t.coveredBy(leave.cover.name) : t.notCovered;
  return (
    <td data-portion={leave.portion} data-off={isDayOff} title={`${terms.portion[leave.portion]} · ${cover}`}>
      {t.cell[leave.portion]}
    </td>
  );
}
