import type { PromptKind } from '../values.js';
import type { BusinessCalendar } from './business-calendar.js';
import type { BusinessDate } from './dates.js';
import { lunarMonthDays, solarDateOf } from './lunar-calendar.js';

/** Occasions of rule 2: dates that matter to a client. */
export type OccasionKind = Extract<PromptKind, 'BIRTHDAY' | 'ANNIVERSARY' | 'PRODUCT_ANNIVERSARY'>;

/** A date that comes round every year. */
export interface YearlyDate {
  readonly kind: OccasionKind;
  readonly calendar: 'SOLAR' | 'LUNAR';
  /** 1 to 12; of the lunar calendar the regular month, never the leap month of that number. */
  readonly month: number;
  readonly day: number;
  /** When it began; null: unknown. */
  readonly year: number | null;
}

const FEBRUARY = 2;

/** The day of a yearly date in a year of its own calendar; undefined where the lunar tables end. */
export function dayInYear(
  { calendar, month, day }: Pick<YearlyDate, 'calendar' | 'month' | 'day'>,
  year: number,
): BusinessDate | undefined {
  // Day 30 is kept on day 29 where the month has no other.
  if (calendar === 'LUNAR') return solarDateOf(year, month, Math.min(day, lunarMonthDays(year, month) ?? day));
  // 29 February is kept on the 28th where there is none.
  const last = month === FEBRUARY && day === 29 && !isLeap(year) ? 28 : day;
  return `${year}-${two(month)}-${two(last)}`;
}

/** A product has its first anniversary a year after it was opened; what a client told counts from its own year on. */
export function hasBegun({ kind, year: begun }: Pick<YearlyDate, 'kind' | 'year'>, year: number): boolean {
  return begun === null || (kind === 'PRODUCT_ANNIVERSARY' ? year > begun : year >= begun);
}

/** The date itself, or the last working day before it where it is none. */
export function servingDay(date: BusinessDate, calendar: BusinessCalendar): BusinessDate {
  return calendar.isWorkingDay(date) ? date : calendar.previousWorkingDay(date);
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
