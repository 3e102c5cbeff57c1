/** Business dates are `YYYY-MM-DD` strings: they sort as text, and no time zone can bend them. */
export type BusinessDate = string;

export const GRAINS = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;
export type Grain = (typeof GRAINS)[number];
/** The bank's time zone where nothing else is configured; an IANA name. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

const DAY_MS = 86_400_000;

/** Days since 1970-01-01. */
export function dayNumber(date: BusinessDate): number {
  return Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10)) / DAY_MS;
}

const dates = new Map<number, BusinessDate>();

/** The date of a day number. */
export function dateOfDayNumber(day: number): BusinessDate {
  let date = dates.get(day);
  if (date === undefined) {
    if (dates.size > 50_000) dates.clear();
    dates.set(day, (date = new Date(day * DAY_MS).toISOString().slice(0, 10)));
  }
  return date;
}

export function addDays(date: BusinessDate, days: number): BusinessDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return dayNumber(to) - dayNumber(from);
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for a real date of the Gregorian calendar in the form YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [+text.slice(0, 4), +text.slice(5, 7), +text.slice(8, 10)];
  const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return day >= 1 && day <= (MONTH_DAYS[month - 1] ?? 0) + leapDay;
}

/** ISO weekday, Monday 1 to Sunday 7. */
export function weekday(date: BusinessDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** First day of the period of a grain that holds a date. */
export function periodStart(grain: Grain, date: BusinessDate): BusinessDate {
  switch (grain) {
    case 'DAY':
      return date;
    case 'WEEK':
      return addDays(date, 1 - weekday(date));
    case 'MONTH':
      return `${date.slice(0, 7)}-01`;
    case 'QUARTER':
      return `${date.slice(0, 4)}-${String(Math.floor((+date.slice(5, 7) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
    case 'YEAR':
      return `${date.slice(0, 4)}-01-01`;
  }
}

/** Last day, included, of the period that starts on `start`. */
export function periodEnd(grain: Grain, start: BusinessDate): BusinessDate {
  switch (grain) {
    case 'DAY':
      return start;
    case 'WEEK':
      return addDays(start, 6);
    case 'MONTH':
    case 'QUARTER':
    case 'YEAR': {
      const months = grain === 'MONTH' ? 1 : grain === 'QUARTER' ? 3 : 12;
      return new Date(Date.UTC(+start.slice(0, 4), +start.slice(5, 7) - 1 + months, 0)).toISOString().slice(0, 10);
    }
  }
}

/** The business date of a moment (RFC 3339 or epoch ms) in a time zone. */
export function businessDateOf(moment: string | number, timeZone: string = DEFAULT_TIME_ZONE): BusinessDate {
  const ms = typeof moment === 'number' ? moment : Date.parse(moment);
  return dateOfDayNumber(Math.floor((ms + offsetMinutes(ms, timeZone) * 60_000) / DAY_MS));
}

interface ZoneOffsets {
  readonly wallClock: Intl.DateTimeFormat;
  /** Minutes ahead of UTC by quarter of an hour: no zone changes its offset within one. */
  readonly byQuarter: Map<number, number>;
}

const zones = new Map<string, ZoneOffsets>();

/** How far a time zone is ahead of UTC at a moment (epoch ms), in minutes. */
export function offsetMinutes(ms: number, timeZone: string = DEFAULT_TIME_ZONE): number {
  const quarter = Math.floor(ms / 900_000);
  const { wallClock, byQuarter } = zones.get(timeZone) ?? openZone(timeZone);
  const known = byQuarter.get(quarter);
  if (known !== undefined) return known;
  const start = quarter * 900_000;
  const part = Object.fromEntries(wallClock.formatToParts(start).map(({ type, value }) => [type, Number(value)]));
  const minutes =
    (Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute']) - start) / 60_000;
  if (byQuarter.size > 50_000) byQuarter.clear();
  byQuarter.set(quarter, minutes);
  return minutes;
}

function openZone(timeZone: string): ZoneOffsets {
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const zone = {
    wallClock: new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...fields }),
    byQuarter: new Map<number, number>(),
  };
  zones.set(timeZone, zone);
  return zone;
}

/** A moment (epoch ms) as RFC 3339 in a time zone: `2026-03-02T10:00:00+08:00`, with milliseconds where it has any. */
export function instantOf(ms: number, timeZone: string = DEFAULT_TIME_ZONE): string {
  const offset = offsetMinutes(ms, timeZone);
  const local = new Date(ms + offset * 60_000).toISOString().slice(0, -1).replace('.000', '');
  const size = Math.abs(offset);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The moment (epoch ms) at which a business date begins in a time zone. */
export function startOfDay(date: BusinessDate, timeZone: string = DEFAULT_TIME_ZONE): number {
  const midnight = dayNumber(date) * DAY_MS;
  const guess = midnight - offsetMinutes(midnight, timeZone) * 60_000;
  return midnight - offsetMinutes(guess, timeZone) * 60_000;
}
