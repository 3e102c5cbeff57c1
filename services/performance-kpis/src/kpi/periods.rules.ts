import { dateOfDayNumber, dayNumber, type Grain, GRAINS, periodEnd, periodStart } from '@hengxin/contracts';

/** Days are numbers since 1970-01-01 here: the figures are counted in loops over them. */
export type Day = number;

/** Before every day that a fact can carry. */
export const BEGINNING: Day = -40_000;
/** After every day that a fact can carry; the open end of what still holds. */
export const END: Day = 90_000;

/** One period of one grain, with both its days included. `grain` is the place in `GRAINS`. */
export interface Window {
  readonly grain: number;
  readonly start: Day;
  readonly end: Day;
}

const known = new Map<Day, readonly Window[]>();

/** The periods that hold a day, one a grain, in the order of `GRAINS`. */
export function windowsOf(day: Day): readonly Window[] {
  let windows = known.get(day);
  if (!windows) {
    const date = dateOfDayNumber(day);
    windows = GRAINS.map((name, grain) => windowFrom(grain, periodStart(name, date)));
    if (known.size > 100_000) known.clear();
    known.set(day, windows);
  }
  return windows;
}

/** The period of a grain that starts on a date. */
export function windowFrom(grain: number, start: string): Window {
  return { grain, start: dayNumber(start), end: dayNumber(periodEnd(GRAINS[grain]!, start)) };
}

export function grainNumber(grain: Grain): number {
  return GRAINS.indexOf(grain);
}

/** Monday of the week of a day: 1970-01-01 was a Thursday. */
export function mondayOf(day: Day): Day {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** What numbers a window within everything that is counted: unique for each grain and start. */
export function windowKey(window: Window): number {
  return window.grain * 131_072 + (window.start - BEGINNING);
}
