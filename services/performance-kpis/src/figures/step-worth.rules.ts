import type { Grain } from '@hengxin/contracts';
import type { Day, Window } from '../kpi/periods.rules.js';
import type { ReadingKind } from '../metrics/reading.js';
import { daysCounted, windowBefore } from './level-ranges.rules.js';
import type { WorkingDays } from './working-days.rules.js';

/** The period that a figure is taken over, and the day on which it is looked at. */
export interface Look {
  readonly grain: Grain;
  readonly window: Window;
  readonly today: Day;
  readonly workingDays: WorkingDays;
}

/**
 * What a step of one is worth that a level makes on a day, for a reading of it: see `READINGS`. So a reading moves by
 * the sum of the steps that moved, each times its worth.
 */
export const worthOf = (kind: ReadingKind, look: Look): ((from: Day) => number) => WORTH[kind](look);

const WORTH: Record<ReadingKind, (look: Look) => (from: Day) => number> = {
  WORKING_DAYS:
    ({ window: { start, end }, workingDays }) =>
    (from) =>
      workingDays.between(Math.max(from, start), end),
  WORKING_DAYS_SO_FAR:
    ({ window: { start, end }, today, workingDays }) =>
    (from) =>
      workingDays.between(Math.max(from, start), Math.min(end, today)),
  OPENING: ({ window: { start, end }, workingDays }) => {
    const isWorked = workingDays.between(start, end) > 0;
    return (from) => (isWorked && from < start ? 1 : 0);
  },
  LAST_DAY: ({ window, today }) => {
    const last = Math.min(window.end, today);
    return (from) => (from <= last ? 1 : 0);
  },
  DAYS_OVER: ({ window: { start, end }, today }) => {
    const last = Math.min(end, today - 1);
    return (from) => (start <= from && from <= last ? 1 : 0);
  },
  CALENDAR_DAYS: ({ window, today }) => daysFrom(window, daysCounted(window, today)),
  CALENDAR_DAYS_BEFORE: (look) => daysFrom(windowBefore(look.grain, look.window), daysCountedBefore(look)),
};

/** Of the period before, as soon as this one has begun. */
export function daysCountedBefore({ grain, window, today }: Pick<Look, 'grain' | 'window' | 'today'>): number {
  return window.start <= today ? daysCounted(windowBefore(grain, window), today) : 0;
}

/** Of the first so many days of a window those from a day on. */
const daysFrom =
  ({ start }: Window, days: number) =>
  (from: Day): number =>
    Math.max(0, start + days - Math.max(from, start));
