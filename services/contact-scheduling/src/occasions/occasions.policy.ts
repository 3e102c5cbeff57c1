import {
  addDays,
  type BusinessCalendar,
  type BusinessDate,
  lunarMonthDays,
  type PromptKind,
  solarDateOf,
} from '@hengxin/contracts';
import type { Prompt } from '../plan/prompts.policy.js';

/** A date that matters to a client, and comes round every year. */
export interface DatedThing {
  readonly kind: Extract<PromptKind, 'BIRTHDAY' | 'ANNIVERSARY' | 'PRODUCT_ANNIVERSARY'>;
  readonly calendar: 'SOLAR' | 'LUNAR';
  /** 1 to 12; of the lunar calendar the regular month, never the leap month of that number. */
  readonly month: number;
  readonly day: number;
  /** When it began; null: unknown. */
  readonly year: number | null;
  /** What the client calls it, or the product's name; null for a birthday. */
  readonly label: string | null;
}

const FEBRUARY = 2;

/** The day of a thing in a year of its own calendar; undefined where the lunar tables end. */
export function dayInYear({ calendar, month, day }: DatedThing, year: number): BusinessDate | undefined {
  // Day 30 is kept on day 29 where the month has no other.
  if (calendar === 'LUNAR') return solarDateOf(year, month, Math.min(day, lunarMonthDays(year, month) ?? day));
  // 29 February is kept on the 28th where there is none.
  const last = month === FEBRUARY && day === 29 && !isLeap(year) ? 28 : day;
  return `${year}-${two(month)}-${two(last)}`;
}

/** The date itself, or the last working day before it where it is none. */
export function servingDay(date: BusinessDate, calendar: BusinessCalendar): BusinessDate {
  return calendar.isWorkingDay(date) ? date : calendar.previousWorkingDay(date);
}

/** Occasions whose date lies from one day to another, both included, by date; each alive from its serving day to its date. */
export function occasionsBetween(
  things: readonly DatedThing[],
  { from, to }: Days,
  calendar: BusinessCalendar,
): Prompt[] {
  if (things.length === 0) return [];
  // A lunar year ends in January or February of the next one.
  const years: number[] = [];
  for (let year = +from.slice(0, 4) - 1; year <= +to.slice(0, 4); year++) years.push(year);
  return things
    .flatMap((thing) =>
      years.flatMap((year) => {
        const date = dayInYear(thing, year);
        const counts = date !== undefined && from <= date && date <= to && hasBegun(thing, year);
        return counts && calendar.supports(date) ? [promptOf(thing, year, date, calendar)] : [];
      }),
    )
    .sort((a, b) => (a.lapsesOn < b.lapsesOn ? -1 : a.lapsesOn > b.lapsesOn ? 1 : 0));
}

/** Days from one to another, both included. */
export interface Days {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/**
 * The dates whose occasions are alive on a day: that day, and the days off before the next working day, as far as the
 * calendar knows days.
 */
export function datesServedOn(date: BusinessDate, calendar: BusinessCalendar): Days {
  let to = date;
  for (let next = addDays(date, 1); calendar.supports(next) && !calendar.isWorkingDay(next); next = addDays(next, 1))
    to = next;
  return { from: date, to };
}

/** A product has its first anniversary a year after it was opened; what a client told counts from its own year on. */
function hasBegun({ kind, year: begun }: DatedThing, year: number): boolean {
  return begun === null || (kind === 'PRODUCT_ANNIVERSARY' ? year > begun : year >= begun);
}

function promptOf(thing: DatedThing, year: number, date: BusinessDate, calendar: BusinessCalendar): Prompt {
  const { kind, label, year: begun } = thing;
  const facts = [
    { name: 'calendar', value: thing.calendar },
    { name: 'month', value: String(thing.month) },
    { name: 'day', value: String(thing.day) },
    ...(begun !== null && year > begun ? [{ name: 'years', value: String(year - begun) }] : []),
    ...(calendar.provisional(+date.slice(0, 4)) ? [{ name: 'provisional', value: 'true' }] : []),
  ];
  return { kind, from: servingDay(date, calendar), lapsesOn: date, date, label, facts };
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
