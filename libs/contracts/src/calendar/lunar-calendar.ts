import { addDays, type BusinessDate } from './dates.js';
import { LUNAR_YEARS } from './lunar-years.generated.js';

export const FIRST_LUNAR_YEAR = Math.min(...Object.keys(LUNAR_YEARS).map(Number));
export const LAST_LUNAR_YEAR = Math.max(...Object.keys(LUNAR_YEARS).map(Number));

interface LunarYear {
  /** Its first day. */
  readonly begins: BusinessDate;
  /** Of the regular months: days from the new year to the first day, and how many days they have. */
  readonly starts: readonly number[];
  readonly days: readonly (29 | 30)[];
}

const years = new Map(Object.entries(LUNAR_YEARS).map(([year, text]) => [Number(year), read(year, text)]));

/** Days of a regular month (1 to 12) of a lunar year; undefined for a year that is not known. */
export function lunarMonthDays(year: number, month: number): 29 | 30 | undefined {
  return years.get(year)?.days[month - 1];
}

/** The solar day of a day of a regular lunar month; undefined where there is no such day, or the year is not known. */
export function solarDateOf(year: number, month: number, day: number): BusinessDate | undefined {
  const known = years.get(year);
  const days = lunarMonthDays(year, month);
  if (!known || days === undefined || day < 1 || day > days) return undefined;
  return addDays(known.begins, known.starts[month - 1]! + day - 1);
}

function read(year: string, text: string): LunarYear {
  const [newYear, long, leap] = text.split(' ') as [string, string, string | undefined];
  const [leapAfter, leapDays] = leap?.split('/').map(Number) ?? [];
  const days = [...long].map((bit) => (bit === '1' ? 30 : 29));
  const starts: number[] = [];
  let start = 0;
  days.forEach((count, i) => {
    starts.push(start);
    start += count + (leapAfter === i + 1 ? leapDays! : 0);
  });
  return { begins: `${year}-${newYear}`, starts, days };
}
