import { dayAfter } from '../../app/days.js';

/** China has one time zone and no summer time. */
const OFFSET = '+08:00';
const HOUR_MS = 3_600_000;

/** A moment of the platform as RFC 3339 in the bank's offset, from a day and a time of day there. */
export const momentOf = (day: string, time: string): string =>
  `${day}T${time}${time.length === 5 ? ':00' : ''}${OFFSET}`;

/** The time of day that somebody typed, as 09:30; null where it is none. Pure. */
export function timeTyped(text: string): string | null {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.时]?(\d{2})分?)?$/.exec(text.normalize('NFKC').trim()) ?? [];
  return hour === undefined || Number(hour) > 23 || Number(minute) > 59 ? null : `${hour.padStart(2, '0')}:${minute}`;
}

/** Nine o'clock so many days after the day of a moment. `now` is RFC 3339 in the bank's offset. Pure. */
export const nineAfter = (now: string, days: number): string => momentOf(dayAfter(now.slice(0, 10), days), '09:00');

/** An hour later, in the bank's offset. Pure. */
export const hourAfter = (now: string): string => {
  const there = new Date(Date.parse(now) + HOUR_MS + 8 * HOUR_MS).toISOString();
  return `${there.slice(0, 19)}${OFFSET}`;
};
