import { type Day } from '../kpi/periods.rules.js';

const BITS = 2 ** 28;
const DAY_MS = 86_400_000;

/** One number that orders by business day first and by moment within it: the day times 2^28 plus milliseconds. */
export function dayMoment(day: Day, epochMs: number): number {
  // A business day starts up to 14 hours before or after midnight in UTC; a plan item may be done days later: it stays
  // within its day.
  return day * BITS + Math.min(Math.max(epochMs - (day - 1) * DAY_MS, 0), BITS - 1);
}

/** The day of a `dayMoment`. */
export function dayOfMoment(at: number): Day {
  return Math.floor(at / BITS);
}

/** The first `dayMoment` of a day. */
export function dayOpens(day: Day): number {
  return day * BITS;
}
