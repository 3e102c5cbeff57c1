import { type Day, type Window } from './periods.rules.js';
import type { WorkingDays } from '../figures/working-days.rules.js';

/**
 * What the level of a scope did in one period of the steps' grain: by how much it moved, and how many contact-days that
 * made until the period's end.
 */
export interface LevelStep {
  readonly start: Day;
  /** Last day, included. */
  readonly end: Day;
  readonly delta: number;
  readonly deltaDays: number;
}

/**
 * The sums of a level over the working days of windows that follow each other without a gap. Each is the level it opens
 * with, times its working days, and each step within it, times the working days left. `opening` is the level before the
 * first; the steps come in the order of their days. The same as the sum of each window by itself (`levelRanges`), in
 * one pass.
 */
export function levelSumsOf(
  windows: readonly Window[],
  opening: number,
  steps: readonly LevelStep[],
  workingDays: Pick<WorkingDays, 'between'>,
): number[] {
  let level = opening;
  let next = 0;
  return windows.map(({ start, end }) => {
    let sum = level * workingDays.between(start, end);
    for (; next < steps.length && steps[next]!.start <= end; next++) {
      const step = steps[next]!;
      sum += step.deltaDays + step.delta * workingDays.between(step.end + 1, end);
      level += step.delta;
    }
    return sum;
  });
}

/** Where a level stands before windows that follow each other without a gap, and at their end. */
export function standingsOf(
  windows: readonly Window[],
  opening: number,
  steps: readonly LevelStep[],
): { readonly before: number; readonly after: number }[] {
  let level = opening;
  let next = 0;
  return windows.map(({ end }) => {
    const before = level;
    for (; next < steps.length && steps[next]!.start <= end; next++) level += steps[next]!.delta;
    return { before, after: level };
  });
}
