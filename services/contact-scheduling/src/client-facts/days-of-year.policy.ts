import { type BusinessDate, dayInYear, type YearlyDate } from '@hengxin/contracts';
import type { Days } from '../occasions/occasions.policy.js';

/** A day that comes round every year, of the one calendar or the other. */
export type DayOfYear = Pick<YearlyDate, 'calendar' | 'month' | 'day'>;

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
const ALL: readonly DayOfYear[] = (['SOLAR', 'LUNAR'] as const).flatMap((calendar) =>
  upTo(12).flatMap((month) => upTo(31).map((day) => ({ calendar, month, day }))),
);

/**
 * The days of a year that may be kept among these days, 29 February and lunar day 30 included where they move: what
 * comes round on any other has no occasion then.
 */
export function daysOfYearIn({ from, to }: Days): DayOfYear[] {
  const [first, last] = [+from.slice(0, 4), +to.slice(0, 4)];
  // A lunar year ends in January or February of the next one.
  const years = [...new Set([first - 1, first, last])];
  const isIn = (date: BusinessDate | undefined) => date !== undefined && from <= date && date <= to;
  return ALL.filter((each) => years.some((year) => isIn(dayInYear(each, year))));
}
