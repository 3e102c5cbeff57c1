import { chinaCalendar, dateOfDayNumber, dayNumber } from '@hengxin/contracts';
import { WorkingDays } from '../figures/working-days.rules.js';
import { windowsOf } from '../kpi/periods.rules.js';
import type { Moved, Step } from '../metrics/deltas.js';
import { METRIC_SET } from '../metrics/index.js';
import { isShownAlike, movedBy, movesOf } from './moved-figures.rules.js';

const counting = { metrics: METRIC_SET, workingDays: new WorkingDays(chinaCalendar) };
const monthOf = (start: string) => windowsOf(dayNumber(start))[2]!;
const MONTHS = ['2026-02-01', '2026-03-01', '2026-04-01'].map(monthOf);
const SCOPE = 1;

const step = (name: string, from: string, delta: number): Step => ({
  ...{ level: METRIC_SET.levels.findIndex((level) => level.name === name), scope: SCOPE },
  ...{ from: dayNumber(from), delta },
});
function moved(measure: string, month: string, by: number): Moved {
  const vector = METRIC_SET.noVector();
  vector[METRIC_SET.placeOf(measure)] = by;
  return { scope: SCOPE, window: monthOf(month), vector };
}
const months = (vectors: readonly Moved[], ...steps: Step[]) =>
  [...movesOf(MONTHS, vectors, steps, counting)].map(({ period }) => dateOfDayNumber(period.start).slice(0, 7));

describe('rule 14: a closed period moves', () => {
  it('where a level stands otherwise from a day on: then, and in all that end later', () =>
    expect(months([], step('kept', '2026-03-10', 1))).toEqual(['2026-03', '2026-04']));

  it('not where the steps of a level cancel out', () =>
    expect(months([], step('kept', '2026-02-20', -1), step('kept', '2026-02-10', 1))).toEqual([]));

  it('where the one before it had other balances, for its growth is held against them', () =>
    expect(months([], step('deposits', '2026-02-10', 100), step('deposits', '2026-02-20', -100))).toEqual([
      '2026-02',
      '2026-03',
    ]));

  it('where a measure moves in it', () => expect(months([moved('contacts', '2026-03-01', 1)])).toEqual(['2026-03']));

  it('not where a part owed something only later in it, and owes it as it opens now: both are one denominator', () =>
    expect(
      months(
        [moved('obliged_first', '2026-02-01', 1), moved('obliged_first', '2026-03-01', -1)],
        step('obliged', '2026-02-10', 1),
        step('obliged', '2026-03-02', -1),
      ),
    ).toEqual(['2026-02']));

  it('by what its figures come to then', () => {
    const [move] = movesOf(MONTHS, [moved('contacts', '2026-02-01', 2)], [], counting);
    const before = { ...move!.by, contacts: 5, days_counted: 28 };
    expect(movedBy(before, move!.by)).toEqual({ ...before, contacts: 7 });
    expect(isShownAlike(METRIC_SET, before, movedBy(before, move!.by))).toBe(false);
  });
});
