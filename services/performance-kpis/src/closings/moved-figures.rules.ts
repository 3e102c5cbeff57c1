import { GRAINS } from '@hengxin/contracts';
import { daysCounted, windowBefore } from '../figures/level-ranges.rules.js';
import type { Scope } from '../figures/scopes.rules.js';
import { daysCountedBefore, type Look, worthOf } from '../figures/step-worth.rules.js';
import { type Day, END, type Window, windowKey } from '../kpi/periods.rules.js';
import type { Counting } from '../metrics/contributions.js';
import type { Moved, Step } from '../metrics/deltas.js';
import { DAYS_COUNTED, DAYS_COUNTED_BEFORE, type Value, valueOf } from '../metrics/metric.js';
import type { MetricSet, ScopeFigures } from '../metrics/metric-set.js';
import type { Vector } from '../metrics/vector.js';

/** By how much the figures of a scope move in a period that is over. */
export interface PeriodMove<Period extends Window> {
  readonly scope: Scope;
  readonly period: Period;
  /** By the names of measures, readings and courses; the days of the period as they are. */
  readonly by: ScopeFigures;
}

/**
 * Each scope in each of these periods of which a figure really moves: a numerator or a denominator becomes another one.
 * Deltas that cancel out are no move, and neither are steps of which a period makes nothing. One by one, for a client
 * of long ago moves all periods since.
 */
export function* movesOf<Period extends Window>(
  periods: readonly Period[],
  moved: readonly Moved[],
  stepped: readonly Step[],
  counting: Counting,
): Iterable<PeriodMove<Period>> {
  const { metrics } = counting;
  const reads = periods.map((period) => ({ period, read: readerOf(period, counting) }));
  const vectors = Map.groupBy(moved, ({ scope }) => scope);
  const steps = Map.groupBy(stepped, ({ scope }) => scope);
  for (const scope of new Set([...vectors.keys(), ...steps.keys()])) {
    const ofWindows = new Map((vectors.get(scope) ?? []).map(({ window, vector }) => [windowKey(window), vector]));
    const ofLevels = levelsOf(steps.get(scope) ?? []);
    for (const { period, read } of reads) {
      const by = read(ofWindows.get(windowKey(period)), ofLevels);
      if (by && isMove(metrics, by)) yield { scope, period, by };
    }
  }
}

/** The figures after a move. */
export function movedBy(figures: ScopeFigures, by: ScopeFigures): ScopeFigures {
  const moved = Object.entries(figures).map(([name, value]) => [name, isDays(name) ? value : value + (by[name] ?? 0)]);
  return Object.fromEntries(moved) as ScopeFigures;
}

/** Whether all metrics show the same numerators and denominators. */
export function isShownAlike({ metrics }: Pick<MetricSet, 'metrics'>, a: ScopeFigures, b: ScopeFigures): boolean {
  const isSame = (one: Value, other: Value) =>
    one.numerator === other.numerator && one.denominator === other.denominator;
  return metrics.every((definition) => isSame(valueOf(definition, a), valueOf(definition, b)));
}

/** Sides are sums, so what a metric makes of the moves is what it moves by; its days stay, whatever moves. */
function isMove({ metrics }: Pick<MetricSet, 'metrics'>, by: ScopeFigures): boolean {
  return metrics.some((definition) => {
    const { numerator, denominator } = valueOf(definition, by);
    return numerator !== 0 || (definition.formula.kind === 'ratio' && denominator !== 0);
  });
}

const isDays = (name: string): boolean => name === DAYS_COUNTED || name === DAYS_COUNTED_BEFORE;

/** The steps of one level, oldest first. */
interface LevelSteps {
  readonly steps: readonly Step[];
  /** `before[i]`: what the steps before the i-th come to. */
  readonly before: readonly number[];
}

/** By the place of the level. */
function levelsOf(steps: readonly Step[]): ReadonlyMap<number, LevelSteps> {
  const levels = [...Map.groupBy(steps, ({ level }) => level)];
  return new Map(
    levels.map(([level, ofLevel]) => {
      const sorted = ofLevel.toSorted((a, b) => a.from - b.from);
      const before = [0];
      for (const { delta } of sorted) before.push(before.at(-1)! + delta);
      return [level, { steps: sorted, before }] as const;
    }),
  );
}

type Read = (vector: Vector | undefined, levels: ReadonlyMap<number, LevelSteps>) => ScopeFigures | undefined;

/** What a period makes of the moves of a scope; undefined where that is nothing at all. */
function readerOf(window: Window, { metrics, workingDays }: Counting): Read {
  const { measures, levels, courses } = metrics;
  const look: Look = { grain: GRAINS[window.grain]!, window, today: END, workingDays };
  // Before both periods it makes no difference when a step was made.
  const first = windowBefore(look.grain, window).start;
  const readings = metrics.readings.map(({ name, level, kind }) => ({
    name,
    place: levels.indexOf(level),
    worth: worthOf(kind, look),
  }));
  const days = { [DAYS_COUNTED]: daysCounted(window, END), [DAYS_COUNTED_BEFORE]: daysCountedBefore(look) };
  return (vector, ofLevels) => {
    const by: Record<string, number> = {};
    measures.forEach(({ name }, place) => (by[name] = vector?.[place] ?? 0));
    for (const { name, place, worth } of readings)
      by[name] = sumWithin(ofLevels.get(place), worth, { first, last: window.end });
    // Of a period that is over, a course is its measure.
    for (const { name, measure } of courses) by[name] = by[measure.name]!;
    return Object.values(by).every((each) => each === 0) ? undefined : { ...by, ...days };
  };
}

function sumWithin(
  level: LevelSteps | undefined,
  worth: (from: Day) => number,
  { first, last }: { readonly first: Day; readonly last: Day },
): number {
  if (!level) return 0;
  const { steps, before } = level;
  let i = placeFrom(steps, first);
  let sum = before[i]! * worth(first);
  for (; i < steps.length && steps[i]!.from <= last; i++) sum += steps[i]!.delta * worth(steps[i]!.from);
  return sum;
}

/** Where the first step stands that is made on a day or after it. */
function placeFrom(steps: readonly Step[], day: Day): number {
  let low = 0;
  for (let high = steps.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (steps[middle]!.from < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
