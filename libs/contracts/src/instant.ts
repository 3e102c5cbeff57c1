import { chinaCalendar } from './calendar/business-calendar.js';
import { isDate } from './calendar/dates.js';

/** RFC 3339 with an offset that exists, of -14:00 to +14:00, and up to nanoseconds. */
export const INSTANT_PATTERN =
  /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,9}))?(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;
/** What was taken before that: any offset of up to a day, and any number of digits. */
const ONCE_TAKEN = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/;
/** What needs no mending, seen at one look: events are read by the hundred thousand. */
const SOUND = /^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-3]):\d{2}|[+-]14:00)$/;
/** Most moments come in their one spelling: with an offset and without a fraction. */
const CANONICAL = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d[+-](?:0[1-9]|1[0-3]):[0-5]\d$/;
const REAL_OFFSET = /^(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;
const FIRST_YEAR = String(chinaCalendar.firstYear);
const LAST_YEAR = String(chinaCalendar.lastYear);
/** Earlier days are no days of a bank, and neither PostgreSQL nor JavaScript takes all of them. */
export const FIRST_DAY = '1000-01-01';

/** A moment as it is to be kept, or what is wrong with the text, which then comes back as it was. */
export interface ReadInstant {
  readonly instant: string;
  readonly fault?: 'malformed' | 'outside the calendar';
}

/**
 * Reads a moment and gives it the one spelling: a fraction of three or six digits where there is one (PostgreSQL keeps
 * six), `Z` for no offset. The caller's offset stays.
 */
export function readInstant(text: string): ReadInstant {
  if (CANONICAL.test(text) && isPlainDay(text)) return { instant: text };
  const [, day, time, digits, offset] = INSTANT_PATTERN.exec(text) ?? [];
  if (day === undefined) return { instant: text, fault: 'malformed' };
  if (!chinaCalendar.supports(day)) return { instant: text, fault: isDate(day) ? 'outside the calendar' : 'malformed' };
  return { instant: spelt(day, time!, digits, offset!) };
}

/**
 * A stored moment that PostgreSQL takes. One whose offset does not exist was told from its moment all the same, and
 * that moment stays, in UTC; what is sound stays as it was stored. One before any bank's first day becomes the
 * beginning of that.
 */
export function healedInstant(stored: string): string {
  if (SOUND.test(stored)) return stored;
  const [, day, time, digits, offset] = ONCE_TAKEN.exec(stored) ?? [];
  if (day === undefined) return stored;
  if (day < FIRST_DAY) return `${FIRST_DAY}T00:00:00Z`;
  if (REAL_OFFSET.test(offset!)) return spelt(day, time!, digits, offset!);
  const away = minutesOf(offset!.slice(1)) * (offset!.startsWith('-') ? -60_000 : 60_000);
  return `${new Date(Date.parse(`${day}T${time}Z`) - away).toISOString().slice(0, 19)}${fraction(digits)}Z`;
}

/** A stored day that PostgreSQL takes: one before any bank's becomes the first. */
export function healedDate(stored: string): string {
  return stored < FIRST_DAY ? FIRST_DAY : stored;
}

/** True for a day that each month has, in a year that the calendar knows: no more needs to be looked at. */
function isPlainDay(text: string): boolean {
  const year = text.slice(0, 4);
  const month = text.slice(5, 7);
  const day = text.slice(8, 10);
  return year >= FIRST_YEAR && year <= LAST_YEAR && month >= '01' && month <= '12' && day >= '01' && day <= '28';
}

function spelt(day: string, time: string, digits: string | undefined, offset: string): string {
  return `${day}T${time}${fraction(digits)}${offset.endsWith('00:00') ? 'Z' : offset}`;
}

/** Cut, not rounded: a moment does not move into the next second, and thereby into the next day. */
function fraction(digits: string | undefined): string {
  if (digits === undefined) return '';
  const micros = digits.slice(0, 6).padEnd(6, '0');
  if (micros === '000000') return '';
  return `.${micros.endsWith('000') ? micros.slice(0, 3) : micros}`;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
