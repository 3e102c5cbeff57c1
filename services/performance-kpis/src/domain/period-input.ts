import { type BusinessCalendar, type BusinessDate, type Grain, periodEnd, periodStart } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import { kpiRejections } from './kpi.rejections.js';
import { grainNumber, type Window, windowFrom } from './periods.js';

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

/** True when the period touches a year whose official holidays are not known: what is counted in working days may still change (rule 2). */
export function isProvisional(calendar: BusinessCalendar, { start, end }: Period): boolean {
  return calendar.provisional(+start.slice(0, 4)) || calendar.provisional(+end.slice(0, 4));
}

/** The period of a grain that starts on a day. Refuses a day that is not a period's first one, and names the right one. */
export function periodOf(grain: Grain, start: BusinessDate): Period | Rejected<'PERIOD_START'> {
  const first = periodStart(grain, start);
  if (first !== start) return kpiRejections.PERIOD_START({ start, grain, first });
  return { grain, start, end: periodEnd(grain, start), window: windowFrom(grainNumber(grain), start) };
}
