import { isDay, periodAfter, periodStart } from '../../app/periods.js';
import type { MetricName } from '../figures/metrics.js';

/** What a unit is led by, in the order of the report. */
export const HEAD_METRICS: readonly MetricName[] = [
  ...(['CONTACTS', 'CLIENTS_CONTACTED', 'COVERAGE', 'PLAN_COMPLETION', 'UNTOUCHED_61'] as const),
  ...(['CLIENTS_KEPT', 'NEW_CLIENTS', 'CONSENTED', 'PROMISES_KEPT', 'VISITS', 'PREPARATION'] as const),
  ...(['GOALS_MET', 'REVIEWS_ON_TIME', 'DEPOSITS', 'DEPOSIT_GROWTH', 'LOANS'] as const),
];
/** What fits beside a name on a page. */
export const ROW_METRICS: readonly MetricName[] = ['CONTACTS', 'COVERAGE', 'PLAN_COMPLETION', 'VISITS', 'DEPOSITS'];

/** Months that a trend shows, and that may be chosen. */
const TREND_MONTHS = 13;
const CHOICES = 24;

/** The month of an address; without one the last that is over. Pure. */
export function monthOf(start: string | null, today: string): string {
  const last = periodAfter('MONTH', periodStart('MONTH', today), -1);
  return isDay(start) ? periodStart('MONTH', start) : last;
}

/** The months of the trend that ends with one. Pure. */
export const trendOf = (month: string) => ({ from: periodAfter('MONTH', month, 1 - TREND_MONTHS), to: month });

/** Months that may be chosen, the newest first; the one that is shown among them. Pure. */
export function monthsToChoose(today: string, shown: string): readonly string[] {
  const months = Array.from({ length: CHOICES }, (_, back) => periodAfter('MONTH', periodStart('MONTH', today), -back));
  return months.includes(shown) ? months : [...months, shown];
}

interface Valued {
  readonly metric: string;
  readonly value: number | null;
}
interface Answer {
  readonly values: readonly Valued[];
  readonly comparisons: readonly { readonly against: string; readonly values: readonly Valued[] }[];
}
/** A figure of the report with what it is held against. */
export interface HeadLine {
  readonly metric: MetricName;
  readonly value: number | null;
  readonly before: number | null;
  readonly lastYear: number | null;
  readonly median: number | null;
  /** Month by month, the oldest first; nothing before the first that was counted. */
  readonly trend: readonly (number | null)[];
}

/** The head figures, a line each. Pure. */
export function headLines(
  { values, comparisons }: Answer,
  series: readonly { readonly values: readonly Valued[] }[],
): readonly HeadLine[] {
  const of = (among: readonly Valued[] | undefined, metric: string) =>
    among?.find((one) => one.metric === metric)?.value ?? null;
  const against = (name: string) => comparisons.find((one) => one.against === name)?.values;
  return HEAD_METRICS.map((metric) => {
    const points = series.map((point) => of(point.values, metric));
    const first = points.findIndex((value) => value !== null && value !== 0);
    return {
      metric,
      value: of(values, metric),
      before: of(against('PREVIOUS_PERIOD'), metric),
      lastYear: of(against('SAME_PERIOD_LAST_YEAR'), metric),
      median: of(against('SIBLINGS_MEDIAN'), metric),
      trend: points.map((value, at) => (first < 0 || at < first ? null : value)),
    };
  });
}
