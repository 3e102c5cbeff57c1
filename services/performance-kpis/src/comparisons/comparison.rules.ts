import { addDays, type BusinessCalendar, type Grain, periodStart } from '@hengxin/contracts';
import type { KpiValue } from '../metrics/metric-set.js';
import { lastPeriods, type Period, periodFrom } from '../kpi/period-input.rules.js';

/** What a figure may be held against. */
export const COMPARISONS = ['PREVIOUS_PERIOD', 'SAME_PERIOD_LAST_YEAR', 'PARENT', 'SIBLINGS_MEDIAN'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** The period before, of the same grain; undefined where the calendar ends. */
export function previousPeriod(calendar: BusinessCalendar, period: Period): Period | undefined {
  return known(calendar, lastPeriods(period, 2)[0]!);
}

/**
 * The same period a year before: the same month, quarter or year; of a week the one 52 weeks before; of a day the same
 * date, 28 February for 29 February. Undefined where the calendar ends.
 */
export function samePeriodLastYear(calendar: BusinessCalendar, { grain, start }: Period): Period | undefined {
  return known(calendar, periodFrom(grain, yearBefore(grain, start)));
}

function yearBefore(grain: Grain, start: string): string {
  if (grain === 'WEEK') return addDays(start, -52 * 7);
  const year = String(+start.slice(0, 4) - 1).padStart(4, '0');
  const date = start.endsWith('-02-29') ? `${year}-02-28` : `${year}${start.slice(4)}`;
  return periodStart(grain, date);
}

const known = (calendar: BusinessCalendar, period: Period): Period | undefined =>
  calendar.supports(period.start) && calendar.supports(period.end) ? period : undefined;

/** Fewer others, and their median would tell too much of one of them to who may not see them. */
export const FEWEST_SIBLINGS = 5;

/**
 * The median of a metric among others, those without a value left out; of an even number the mean of the two in the
 * middle. Nobody with a value: none.
 */
export function medianOf(metric: string, values: readonly KpiValue[]): KpiValue {
  const found = values.flatMap(({ value }) => (value === null ? [] : [value])).sort((a, b) => a - b);
  const isRatio = values.some(({ denominator }) => denominator !== null);
  if (found.length === 0) return { metric, value: null, numerator: 0, denominator: isRatio ? 0 : null };
  const middle = Math.floor(found.length / 2);
  const median = found.length % 2 === 1 ? found[middle]! : (found[middle - 1]! + found[middle]!) / 2;
  return { metric, value: median, numerator: median, denominator: isRatio ? 1 : null };
}
