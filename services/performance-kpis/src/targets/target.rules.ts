import { type BusinessCalendar, type MonthTarget, periodStart } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import type { Direction, MetricKind } from '../metrics/metric.js';
import { targetRejections } from './target.rejections.js';

/** The levels of a target, the easiest first. */
export const TARGET_LEVELS = ['BASE', 'STRETCH', 'CHALLENGE'] as const;
export type TargetLevel = (typeof TARGET_LEVELS)[number];

/** What a month's target says, level by level; null where nothing is set. */
export type Levels = Pick<MonthTarget, 'base' | 'stretch' | 'challenge'>;

export const levelOf = (target: Levels, level: TargetLevel): number | null =>
  target[level.toLowerCase() as keyof Levels];

/** Whether there is anything to reach: with no level there is no target. */
export const isSet = ({ base, stretch, challenge }: Levels): boolean =>
  base !== null || stretch !== null || challenge !== null;

/** Base <= stretch <= challenge, or the other way round where lower is better; a level that is not set is passed over. */
export function levelsInOrder(
  { metric, month, ...levels }: MonthTarget,
  direction: Direction,
  field: readonly string[],
): Rejected | undefined {
  const set = TARGET_LEVELS.map((level) => ({ name: level.toLowerCase(), value: levelOf(levels, level) }));
  const given = set.filter(({ value }) => value !== null);
  for (let i = 1; i < given.length; i++) {
    const [lower, higher] = direction === 'LOWER_IS_BETTER' ? [given[i]!, given[i - 1]!] : [given[i - 1]!, given[i]!];
    if (lower.value! > higher.value!)
      return targetRejections.TARGET_LEVELS({ metric, month, lower: lower.name, higher: higher.name }, field);
  }
  return undefined;
}

/** The first day of a month that the calendar knows. */
export function monthKnown(
  { month }: Pick<MonthTarget, 'month'>,
  calendar: BusinessCalendar,
  field: readonly string[],
): Rejected | undefined {
  if (calendar.supports(month) && periodStart('MONTH', month) === month) return undefined;
  const example = calendar.supports(month) ? periodStart('MONTH', month) : `${calendar.firstYear}-01-01`;
  return targetRejections.TARGET_MONTH({ month, example }, field);
}

/** Names what a target is of: one of a kind in a list. */
export const targetKey = ({ unitId, staffId, metric, month }: MonthTarget): string =>
  `${unitId === null ? `staff:${staffId}` : `unit:${unitId}`} ${metric} ${month}`;

/** The place of the second target in a list that is of the same unit or person, metric and month; -1 for none. */
export function placeOfTwice(targets: readonly MonthTarget[]): number {
  const seen = new Set<string>();
  return targets.findIndex((target) => {
    const key = targetKey(target);
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}

/**
 * The target of a period out of those of its months (rule 23): the sum for counts and sums, the mean for ratios and
 * levels and for what is a mean of days. Months without one take no part; null where none has one.
 */
export function targetOfPeriod(months: readonly (number | null)[], kind: MetricKind): number | null {
  const set = months.filter((target) => target !== null);
  if (set.length === 0) return null;
  const sum = set.reduce((all, target) => all + target, 0);
  return kind === 'COUNT' || kind === 'SUM' ? sum : sum / set.length;
}

/**
 * How far a target was reached: value / target, or target / value where lower is better. Null without a value or a
 * target. Where there is nothing to divide by: Infinity where the target was more than reached, 1 where it was just
 * reached, 0 where it was not.
 */
export function attainmentOf(value: number | null, target: number | null, direction: Direction): number | null {
  if (value === null || target === null) return null;
  const [reached, wanted] = direction === 'LOWER_IS_BETTER' ? [target, value] : [value, target];
  if (wanted !== 0) return reached / wanted;
  if (reached === 0) return 1;
  return reached > 0 ? Infinity : 0;
}

/** The most that a target counts for. */
const WITHOUT_END = 1.2;

/** An attainment as it is shown: without end, where there is nothing to divide by, it is the most that counts. */
export const shownAttainment = (attainment: number | null): number | null =>
  attainment === Infinity ? WITHOUT_END : attainment;
