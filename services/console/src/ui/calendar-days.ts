import { dayAfter, weekday } from '../app/days.js';
import { periodAfter, periodStart } from '../app/periods.js';

const WEEKS = 6;

/** The days that a month's page shows, week by week from Monday; six of them, so that the page keeps its height. Pure. */
export function weeksOf(day: string): readonly (readonly string[])[] {
  const first = periodStart('WEEK', periodStart('MONTH', day));
  return Array.from({ length: WEEKS }, (_, week) =>
    Array.from({ length: 7 }, (_day, index) => dayAfter(first, week * 7 + index)),
  );
}

/** The first days of the months of a year, in rows of three. Pure. */
export function monthsOf(day: string): readonly (readonly string[])[] {
  const first = periodStart('YEAR', day);
  return Array.from({ length: 4 }, (_, row) =>
    Array.from({ length: 3 }, (_month, index) => periodAfter('MONTH', first, row * 3 + index)),
  );
}

/** The same day of a month so many later; the last one where that month is shorter. Pure. */
export function monthsLater(day: string, months: number): string {
  const start = periodAfter('MONTH', periodStart('MONTH', day), months);
  const last = Number(dayAfter(periodAfter('MONTH', start, 1), -1).slice(8));
  return `${start.slice(0, 8)}${String(Math.min(Number(day.slice(8)), last)).padStart(2, '0')}`;
}

export const within = (day: string, min?: string, max?: string): boolean =>
  (min === undefined || day >= min) && (max === undefined || day <= max);

/** Where a key leads from a day, as the pattern of a date picker has it; null: nowhere. Pure. */
export function dayByKey(day: string, key: string, shift = false): string | null {
  switch (key) {
    case 'ArrowLeft':
      return dayAfter(day, -1);
    case 'ArrowRight':
      return dayAfter(day, 1);
    case 'ArrowUp':
      return dayAfter(day, -7);
    case 'ArrowDown':
      return dayAfter(day, 7);
    case 'Home':
      return dayAfter(day, 1 - weekday(day));
    case 'End':
      return dayAfter(day, 7 - weekday(day));
    case 'PageUp':
      return monthsLater(day, shift ? -12 : -1);
    case 'PageDown':
      return monthsLater(day, shift ? 12 : 1);
    default:
      return null;
  }
}

/** The same on a page of months. Pure. */
export function monthByKey(month: string, key: string): string | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -3,
    ArrowDown: 3,
    PageUp: -12,
    PageDown: 12,
  };
  const months = steps[key];
  return months === undefined ? null : periodAfter('MONTH', periodStart('MONTH', month), months);
}
