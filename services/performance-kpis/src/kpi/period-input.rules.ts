import {
  addDays,
  type BusinessCalendar,
  type BusinessDate,
  type Grain,
  periodEnd,
  periodStart,
} from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import { kpiRejections } from './kpi.rejections.js';
import { grainNumber, type Window, windowFrom } from './periods.rules.js';

/** A period that figures are asked for. */
export interface Period {
  readonly grain: Grain;
  readonly start: BusinessDate;
  /** Last day, included. */
  readonly end: BusinessDate;
  readonly window: Window;
}

/** The day that lies outside the calendar, when there is one: then nothing can be said about the period. */
export function dayOutside(calendar: BusinessCalendar, grain: Grain, start: string): string | undefined {
  if (!calendar.supports(start)) return start;
  const end = periodEnd(grain, periodStart(grain, start));
  return calendar.supports(end) ? undefined : end;
}

/**
 * True when the period touches a year whose official holidays are not known: what is counted in working days may still
 * change (rule 2).
 */
export function isProvisional(calendar: BusinessCalendar, { start, end }: Period): boolean {
  return calendar.provisional(+start.slice(0, 4)) || calendar.provisional(+end.slice(0, 4));
}

/**
 * The period of a grain that starts on a day. Refuses a day that is not a period's first one, and names the right one.
 */
export function periodOf(grain: Grain, start: BusinessDate): Period | Rejected<'PERIOD_START'> {
  const first = periodStart(grain, start);
  if (first !== start) return kpiRejections.PERIOD_START({ start, grain, first });
  return periodFrom(grain, start);
}

/** Points that a series may have. */
export const MOST_POINTS = 400;

/**
 * The periods of a grain that hold a day from `from` to `to`, both included, in their order. Refuses a range that ends
 * before it begins, or is too long.
 */
export function periodsBetween(
  grain: Grain,
  from: BusinessDate,
  to: BusinessDate,
): readonly Period[] | Rejected<'SERIES_ENDS_BEFORE_START' | 'SERIES_TOO_LONG'> {
  if (to < from) return kpiRejections.SERIES_ENDS_BEFORE_START({ from, to });
  const periods: Period[] = [];
  for (let start = periodStart(grain, from); start <= to; start = addDays(periods.at(-1)!.end, 1)) {
    if (periods.length === MOST_POINTS) return kpiRejections.SERIES_TOO_LONG({ from, to, grain, limit: MOST_POINTS });
    periods.push(periodFrom(grain, start));
  }
  return periods;
}

/** A period with those before it, as many as asked for together, the oldest first. */
export function lastPeriods({ grain, start }: Period, count: number): readonly Period[] {
  const periods: Period[] = [];
  for (let first = start; periods.length < count; first = periodStart(grain, addDays(first, -1)))
    periods.unshift(periodFrom(grain, first));
  return periods;
}

/** The tree that a period is shown by: that of its last day, today's while it runs, of its first day before that. */
export function treeDayOf({ start, end }: Period, today: BusinessDate): BusinessDate {
  if (end <= today) return end;
  return start > today ? start : today;
}

/** The period of a grain from its first day on. */
export function periodFrom(grain: Grain, start: BusinessDate): Period {
  return { grain, start, end: periodEnd(grain, start), window: windowFrom(grainNumber(grain), start) };
}
