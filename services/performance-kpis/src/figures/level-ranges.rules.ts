import { dateOfDayNumber, dayNumber, type Grain, GRAINS, periodEnd, periodStart } from '@hengxin/contracts';
import { BEGINNING, type Day, type Window, windowFrom } from '../kpi/periods.rules.js';
import type { WorkingDays } from './working-days.rules.js';

/**
 * A run of periods in which steps are kept, and what each step there is worth for each reading of a level: steps x the
 * reading's factor, and days (see `Level.columns`) where they count, all of them or those up to today.
 */
export interface LevelRange {
  readonly grain: Grain;
  readonly from: Day;
  /** Exclusive. */
  readonly to: Day;
  readonly worth: Worth;
}

export interface Worth {
  readonly all: number;
  readonly allDays: 0 | 1;
  readonly soFar: number;
  readonly soFarDays: 0 | 1;
  readonly opening: 0 | 1;
  readonly last: 0 | 1;
  readonly over: 0 | 1;
  /** The same over all days that are over, not the working days alone; and of the period before. */
  readonly calendar: number;
  readonly calendarDays: 0 | 1;
  readonly previous: number;
  readonly previousDays: 0 | 1;
}

const NOTHING: Worth = {
  all: 0,
  allDays: 0,
  soFar: 0,
  soFarDays: 0,
  opening: 0,
  last: 0,
  over: 0,
  calendar: 0,
  calendarDays: 0,
  previous: 0,
  previousDays: 0,
};

/**
 * Where to look for the readings of a level in a window, given steps by day and their sums by month and year. The sum
 * over the working days is the level the window opens with, times its working days, and each step within it, times the
 * working days left. A few ranges, however long the history.
 */
export function levelRanges(grain: Grain, window: Window, today: Day, workingDays: WorkingDays): LevelRange[] {
  const { start, end } = window;
  const all = workingDays.between(start, end);
  const isOver = end < today;
  const soFar = isOver ? all : workingDays.between(start, today);
  const calendar = daysCounted(window, today);
  const before: Worth = { ...NOTHING, all, soFar, opening: all > 0 ? 1 : 0, last: today < start ? 0 : 1, calendar };
  const found: LevelRange[] = rangesBefore(start).map((range) => ({ ...range, worth: before }));
  for (const { factor, rest, ...range } of within(grain, window, workingDays)) {
    const sum: Worth = { ...NOTHING, all: factor, allDays: 1 };
    const whole: Worth = { ...sum, soFar: factor, soFarDays: 1, last: 1, over: 1, calendar: rest, calendarDays: 1 };
    found.push({ ...range, worth: isOver ? whole : sum });
  }
  if (start <= today) found.push(...ofPeriodBefore(grain, window, workingDays));
  if (isOver) return found;
  if (today < start) return [...found, ...rangesBefore(today + 1).map((range) => ({ ...range, worth: TODAY }))];
  return [...found, ...upTo(today, start, workingDays)];
}

/** Days of a window that are over: those up to yesterday of one that runs. */
export function daysCounted({ start, end }: Window, today: Day): number {
  return Math.max(0, Math.min(end, today - 1) - start + 1);
}

/** The period before a window, whole. */
export function windowBefore(grain: Grain, { start }: Window): Window {
  return windowFrom(GRAINS.indexOf(grain), periodStart(grain, dateOfDayNumber(start - 1)));
}

/** What steps are worth for the sum over all days of the period before. */
function ofPeriodBefore(grain: Grain, window: Window, workingDays: WorkingDays): LevelRange[] {
  const before = windowBefore(grain, window);
  const days = before.end - before.start + 1;
  return [
    ...rangesBefore(before.start).map((range) => ({ ...range, worth: { ...NOTHING, previous: days } })),
    ...within(grain, before, workingDays).map(({ factor: _, rest, ...range }) => ({
      ...range,
      worth: { ...NOTHING, previous: rest, previousDays: 1 as const },
    })),
  ];
}

/** Of a period that has not begun, a level is that of today. */
const TODAY: Worth = { ...NOTHING, last: 1 };

/** The steps of a window that runs: of whole months before today's, then day by day up to today. */
function upTo(today: Day, start: Day, workingDays: WorkingDays): LevelRange[] {
  const ranges: LevelRange[] = [];
  const monthOfToday = dayNumber(periodStart('MONTH', dateOfDayNumber(today)));
  const push = (grain: Grain, from: Day, last: Day) => {
    const over = last < today ? 1 : 0;
    const soFar = workingDays.between(last + 1, today);
    const calendar = over * (today - 1 - last);
    const worth: Worth = { ...NOTHING, soFar, soFarDays: 1, last: 1, over, calendar, calendarDays: over };
    ranges.push({ grain, from, to: from + 1, worth });
  };
  let from = start;
  while (from < monthOfToday && isFirstOfMonth(from)) {
    const last = dayNumber(periodEnd('MONTH', dateOfDayNumber(from)));
    push('MONTH', from, last);
    from = last + 1;
  }
  for (; from <= today; from++) push('DAY', from, from);
  return ranges;
}

const isFirstOfMonth = (day: Day): boolean => dateOfDayNumber(day).endsWith('-01');

/** A run of periods in which steps are kept. */
export type StepRange = Pick<LevelRange, 'grain' | 'from' | 'to'>;

/** Where the steps before a day lie: their deltas add up to the level with which the day opens. */
export function rangesBefore(day: Day): StepRange[] {
  const date = dateOfDayNumber(day);
  const year = dayNumber(periodStart('YEAR', date));
  const month = dayNumber(periodStart('MONTH', date));
  const ranges: StepRange[] = [
    { grain: 'YEAR', from: BEGINNING, to: year },
    { grain: 'MONTH', from: year, to: month },
    { grain: 'DAY', from: month, to: day },
  ];
  return ranges.filter(({ from, to }) => from < to);
}

/**
 * The grain of the steps that add up to the target of a period: no coarser than the period, and no finer than need be.
 */
export function stepGrain(grain: Grain): Grain {
  if (grain === 'QUARTER') return 'MONTH';
  return grain === 'WEEK' ? 'DAY' : grain;
}

interface InnerRange extends StepRange {
  /** Working days, and all days, behind it to the end of the window. */
  readonly factor: number;
  readonly rest: number;
}

function within(grain: Grain, { start, end }: Window, workingDays: WorkingDays): InnerRange[] {
  const inside = stepGrain(grain);
  if (inside === grain) return [{ grain, from: start, to: start + 1, factor: 0, rest: 0 }];
  const ranges: InnerRange[] = [];
  for (let from = start; from <= end;) {
    const last = dayNumber(periodEnd(inside, dateOfDayNumber(from)));
    const factor = workingDays.between(last + 1, end);
    ranges.push({ grain: inside, from, to: from + 1, factor, rest: Math.max(0, end - last) });
    from = last + 1;
  }
  return ranges;
}
