import {
  chinaCalendar,
  dateOfDayNumber,
  dayNumber,
  type Grain,
  GRAINS,
  periodEnd,
  periodStart,
} from '@hengxin/contracts';
import fc from 'fast-check';
import { type Period, periodsBetween } from './period-input.rules.js';
import { levelRanges, stepGrain } from '../figures/level-ranges.rules.js';
import type { Window } from './periods.rules.js';
import { type LevelStep, levelSumsOf } from './series.rules.js';
import { WorkingDays } from '../figures/working-days.rules.js';

const workingDays = new WorkingDays(chinaCalendar);
type Steps = readonly { readonly day: number; readonly delta: number }[];

const someToday = dayNumber('2026-03-11');
const someDay = fc.integer({ min: dayNumber('2024-06-01'), max: dayNumber('2027-06-01') });
const someSteps = fc.array(fc.record({ day: someDay, delta: fc.integer({ min: -366, max: 366 }) }), { maxLength: 12 });

/** Steps summed by the periods of a grain, as they are kept. */
function kept(steps: Steps, grain: Grain): LevelStep[] {
  const sums = new Map<string, LevelStep>();
  for (const { day, delta } of steps) {
    const start = periodStart(grain, dateOfDayNumber(day));
    const end = dayNumber(periodEnd(grain, start));
    const sum = sums.get(start) ?? { start: dayNumber(start), end, delta: 0, deltaDays: 0 };
    sums.set(start, {
      ...sum,
      delta: sum.delta + delta,
      deltaDays: sum.deltaDays + delta * workingDays.between(day, end),
    });
  }
  return [...sums.values()].sort((a, b) => a.start - b.start);
}

/** The target of a window by itself. */
function targetOf(grain: Grain, window: Window, steps: Steps): number {
  return levelRanges(grain, window, someToday, workingDays).reduce((target, { worth, ...range }) => {
    const found = kept(steps, range.grain).filter(({ start }) => start >= range.from && start < range.to);
    return target + found.reduce((sum, { delta, deltaDays }) => sum + delta * worth.all + deltaDays * worth.allDays, 0);
  }, 0);
}

describe('the targets of a series', () => {
  it('are those of each period by itself, of any grain and range', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GRAINS),
        someDay,
        fc.integer({ min: 0, max: 300 }),
        someSteps,
        (grain, from, days, steps) => {
          const periods = periodsBetween(
            grain,
            dateOfDayNumber(from),
            dateOfDayNumber(from + days),
          ) as readonly Period[];
          const windows = periods.map(({ window }) => window);
          const first = windows[0]!.start;
          const opening = steps.filter(({ day }) => day < first).reduce((level, { delta }) => level + delta, 0);
          const within = kept(steps, stepGrain(grain)).filter(
            ({ start }) => start >= first && start <= windows.at(-1)!.end,
          );
          // A level below nothing, which no scope has, times no working day is minus zero.
          const together = levelSumsOf(windows, opening, within, workingDays).map((target) => target + 0);
          expect(together).toEqual(windows.map((window) => targetOf(grain, window, steps) + 0));
        },
      ),
      { numRuns: 300 },
    );
  });
});
