import {
  addDays,
  type BusinessCalendar,
  type BusinessDate,
  dayInYear,
  hasBegun,
  servingDay,
  type YearlyDate,
} from '@hengxin/contracts';
import type { Prompt } from '../plan/prompts.policy.js';

export { dayInYear, servingDay } from '@hengxin/contracts';

/** A date that matters to a client, and comes round every year. */
export interface DatedThing extends YearlyDate {
  /** What the client calls it, or the product's name; null for a birthday. */
  readonly label: string | null;
  /** From this day on it has no more occasions; absent: none ends it. */
  readonly until?: BusinessDate;
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
        const counts = date !== undefined && from <= date && date <= to && hasBegun(thing, year) && lasts(thing, date);
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

/** A product that is closed by then has no anniversary any more. */
function lasts({ until }: DatedThing, date: BusinessDate): boolean {
  return until === undefined || date < until;
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
