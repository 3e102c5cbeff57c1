import { dateOfDayNumber, dayNumber, type Grain, periodEnd, periodStart } from '@hengxin/contracts';
import type { ClientFacts } from './client-facts.js';
import { BEGINNING, type Day, END, type Window } from './periods.js';
import type { Part } from './parts.js';
import type { Scope } from './scopes.js';
import type { WorkingDays } from './working-days.js';

/** Takes a change in the contacts a year that a scope owes: so many more (or fewer) from this day on. */
export type AddLevel = (scope: Scope, from: Day, contactsAYear: number) => void;

/**
 * What one client adds to the level of contacts a year owed, of its relationship manager and of every unit above, as steps.
 * The target of a scope in a window is the sum of its level over the window's working days, for clients never contacted as well.
 */
export function levels(facts: ClientFacts, parts: readonly Part[], add: AddLevel): void {
  const { rates } = facts;
  for (const part of parts)
    for (let i = 0; i < rates.length; i++) {
      const from = i === 0 ? part.from : Math.max(rates[i]!.from, part.from);
      const to = Math.min(rates[i + 1]?.from ?? END, part.to);
      const owed = rates[i]!.value;
      if (from >= to || owed === 0) continue;
      step(part.rm, from, to, owed, add);
      for (const unit of part.path) step(unit, from, to, owed, add);
    }
}

function step(scope: Scope, from: Day, to: Day, owed: number, add: AddLevel): void {
  add(scope, from, owed);
  if (to < END) add(scope, to, -owed);
}

/** A run of periods in which steps are kept, and what each step there is worth: `delta x factor + deltaDays x whole`. */
export interface LevelRange {
  readonly grain: Grain;
  readonly from: Day;
  /** Exclusive. */
  readonly to: Day;
  readonly factor: number;
  readonly whole: 0 | 1;
}

/**
 * Where to look for the target of a window, given steps by day and their sums by month and year: the level it opens with, times
 * its working days, and each step within it, times the working days left. A few ranges, however long the history.
 */
export function levelRanges(grain: Grain, window: Window, workingDays: WorkingDays): LevelRange[] {
  const { start, end } = window;
  const date = dateOfDayNumber(start);
  const year = dayNumber(periodStart('YEAR', date));
  const month = dayNumber(periodStart('MONTH', date));
  const all = workingDays.between(start, end);
  const before: LevelRange[] = [
    { grain: 'YEAR', from: BEGINNING, to: year, factor: all, whole: 0 },
    { grain: 'MONTH', from: year, to: month, factor: all, whole: 0 },
    { grain: 'DAY', from: month, to: start, factor: all, whole: 0 },
  ];
  return [...before.filter(({ from, to }) => from < to), ...within(grain, window, workingDays)];
}

function within(grain: Grain, { start, end }: Window, workingDays: WorkingDays): LevelRange[] {
  if (grain === 'MONTH' || grain === 'YEAR') return [{ grain, from: start, to: start + 1, factor: 0, whole: 1 }];
  const inside = grain === 'QUARTER' ? 'MONTH' : 'DAY';
  const ranges: LevelRange[] = [];
  for (let from = start; from <= end;) {
    const last = dayNumber(periodEnd(inside, dateOfDayNumber(from)));
    ranges.push({ grain: inside, from, to: from + 1, factor: workingDays.between(last + 1, end), whole: 1 });
    from = last + 1;
  }
  return ranges;
}
