import { dayAfter, weekday } from './days.js';

/** As the platform names them. A week starts on Monday, a quarter in January, April, July or October. */
export type Grain = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';
export const GRAINS: readonly Grain[] = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];

const MONTHS_OF: Readonly<Partial<Record<Grain, number>>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };
const DAYS_OF: Readonly<Partial<Record<Grain, number>>> = { DAY: 1, WEEK: 7 };

/** The first day of a month, counted from January of the year 0. */
const monthStart = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** The first day of the period in which a day lies. */
export function periodStart(grain: Grain, day: string): string {
  if (grain === 'DAY') return day;
  if (grain === 'WEEK') return dayAfter(day, 1 - weekday(day));
  const months = MONTHS_OF[grain]!;
  return monthStart(monthOf(day) - (monthOf(day) % months));
}

/** The first day of the period so many later; earlier, where the number is negative. `start` is a first day. */
export function periodAfter(grain: Grain, start: string, steps: number): string {
  const days = DAYS_OF[grain];
  return days ? dayAfter(start, days * steps) : monthStart(monthOf(start) + MONTHS_OF[grain]! * steps);
}

/** The last day of a period, included. */
export const periodEnd = (grain: Grain, start: string): string => dayAfter(periodAfter(grain, start, 1), -1);

/** 1 to 4. */
export const quarterOf = (day: string): number => Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1;

/** Whether a text is a day of the calendar, as one in an address may not be. */
export const isDay = (text: string | null): text is string =>
  text !== null &&
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  dayAfter(text, 0) === text;
