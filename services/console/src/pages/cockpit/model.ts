import { listOf } from '../../app/address.js';
import { type Grain, GRAINS, isDay, periodAfter, periodStart } from '../../app/periods.js';
import { type MetricName, METRICS, USUAL } from '../figures/metrics.js';

/** The parts of the cockpit. */
export const PARTS = ['trends', 'map', 'targets', 'score', 'scorecards', 'spread', 'notices', 'closings'] as const;
export type Part = (typeof PARTS)[number];
/** Those of no period. */
export const TIMELESS: readonly Part[] = ['scorecards', 'notices'];
export const TREES = ['AS_WAS', 'AS_IS'] as const;
export type Tree = (typeof TREES)[number];
/** What the columns of the map are: figures of one period, or one figure of six. */
export const COLUMNS = ['metrics', 'months'] as const;
/** What its colours say: the place among those beside it, or how far a target was reached. */
export const SHADES = ['place', 'attainment'] as const;

/** What the address asks for. */
export interface View {
  readonly part: Part;
  /** Null: the caller's own. */
  readonly unitId: string | null;
  readonly grain: Grain;
  readonly start: string;
  readonly tree: Tree;
  readonly by: MetricName;
  readonly metrics: readonly MetricName[];
  readonly columns: (typeof COLUMNS)[number];
  readonly shade: (typeof SHADES)[number];
  /** Whose score is shown step by step; null: that of the unit. */
  readonly of: string | null;
  readonly open: readonly string[];
}

/** What a cockpit shows that nobody has chosen for: of each kind of figure some. */
export const SHOWN: readonly MetricName[] = [...USUAL, 'PACE', 'UNTOUCHED_61', 'VISITS'];

/** Reads an address; what makes no sense in it is as if it were not there. Pure. */
export function viewOf(params: URLSearchParams, today: string): View {
  const one = <T extends string>(name: string, of: readonly T[], otherwise: T): T =>
    of.find((value) => value === params.get(name)) ?? otherwise;
  const grain = one('grain', GRAINS, 'MONTH');
  const day = params.get('start');
  const chosen = listOf(params.get('metrics'));
  const metrics = METRICS.filter((metric) => chosen.includes(metric));
  return {
    part: one('show', PARTS, 'trends'),
    unitId: params.get('unit'),
    grain,
    start: periodStart(grain, isDay(day) ? day : today),
    tree: one('tree', TREES, 'AS_WAS'),
    by: one('by', METRICS, 'COVERAGE'),
    metrics: metrics.length > 0 ? metrics : METRICS.filter((metric) => SHOWN.includes(metric)),
    columns: one('columns', COLUMNS, 'metrics'),
    shade: one('shade', SHADES, 'place'),
    of: params.get('of'),
    open: listOf(params.get('open')),
  };
}

/** How many periods a trend shows, and how many back the same one a year before lies; 0 where none does. */
const TREND: Readonly<Record<Grain, { readonly periods: number; readonly back: number }>> = {
  DAY: { periods: 31, back: 0 },
  WEEK: { periods: 13, back: 52 },
  MONTH: { periods: 13, back: 12 },
  QUARTER: { periods: 8, back: 4 },
  YEAR: { periods: 5, back: 0 },
};
/** The first year that the bank's calendar knows. */
const FIRST_DAY = '2004-01-01';

/** The periods that a trend asks for: those shown, and those a year before them. Pure. */
export function trendOf(grain: Grain, start: string): { readonly from: string; readonly to: string } {
  const { periods, back } = TREND[grain];
  const from = periodAfter(grain, start, 1 - periods - back);
  const first = periodStart(grain, FIRST_DAY);
  return { from: from < first && first <= start ? first : from, to: start };
}

/** The calendar years whose targets a trend shows: none before the calendar. Pure. */
export function yearsOf(start: string): { readonly year: number; readonly yearBefore: number } {
  const year = Number(start.slice(0, 4));
  return { year, yearBefore: Math.max(year - 1, Number(FIRST_DAY.slice(0, 4))) };
}

interface Point {
  readonly start: string;
  readonly values: readonly { readonly metric: string; readonly value: number | null }[];
}
interface Target {
  readonly metric: string;
  readonly month: string;
  readonly base: number | null;
}
/** A line over periods; null where there is nothing. */
type Line = readonly (number | null)[];
export interface TrendLines {
  /** The first days of the periods that are shown. */
  readonly starts: readonly string[];
  readonly now: Line;
  /** What the last of them came to; a zero too, of which a line is left out before anything was counted. */
  readonly last: number | null;
  /** The same periods of the year before; null where they are not asked for. */
  readonly before: Line | null;
  /** What was to be reached; null where nothing was. */
  readonly target: Line | null;
}

/** A metric over time as lines: itself, a year before, and its targets of months. Pure. */
export function trendLines(
  grain: Grain,
  points: readonly Point[],
  targets: readonly Target[],
  metric: MetricName,
): TrendLines {
  const { periods, back } = TREND[grain];
  const values = points.map((point) => point.values.find((value) => value.metric === metric)?.value ?? null);
  const first = Math.max(points.length - periods, 0);
  const shown = points.slice(first);
  const target = shown.map(
    ({ start }) => targets.find((one) => one.metric === metric && one.month === start)?.base ?? null,
  );
  const before = shown.map((_, index) => values[first + index - back] ?? null);
  return {
    starts: shown.map(({ start }) => start),
    now: sinceFirst(values.slice(first)),
    last: values.at(-1) ?? null,
    before: back > 0 && before.some(isSomething) ? sinceFirst(before) : null,
    target: grain === 'MONTH' && target.some((value) => value !== null) ? target : null,
  };
}

const isSomething = (value: number | null): boolean => value !== null && value !== 0;
/** Without what stands before the first that was counted: a bank that was not there yet has no zeros. */
function sinceFirst(values: Line): Line {
  const first = values.findIndex(isSomething);
  return values.map((value, at) => (at < first || first < 0 ? null : value));
}

/**
 * The place of each value among them all, from 0 for the worst to 1 for the best: ties share the middle of their
 * places. Null without a value; the middle where there is nobody else. Pure.
 */
export function placesOf(values: readonly (number | null)[], isLowerBetter: boolean): readonly (number | null)[] {
  const known = values.filter((value) => value !== null);
  return values.map((value) => {
    if (value === null) return null;
    if (known.length < 2) return 0.5;
    const below = known.filter((other) => (isLowerBetter ? other > value : other < value)).length;
    const equal = known.filter((other) => other === value).length - 1;
    return (below + equal / 2) / (known.length - 1);
  });
}

/** A colour as a share of a whole one: negative for poor, positive for good, -1 to 1. Pure. */
export const warmthOfPlace = (place: number | null): number => (place === null ? 0 : (place - 0.5) * 2);
/** What a target is reached by is worth at most 1.2 in a score; at 0.8 and below it is as poor as can be. */
export const warmthOfAttainment = (attainment: number | null): number =>
  attainment === null ? 0 : Math.max(-1, Math.min(1, (attainment - 1) / 0.2));

interface Attained {
  readonly metric: string;
  readonly value: number | null;
  readonly target: number | null;
  readonly attainment: number | null;
  readonly childrenSum: number | null;
  readonly difference: number | null;
}
export const LEVELS = ['base', 'stretch', 'challenge'] as const;
export type LevelName = (typeof LEVELS)[number];
export interface LevelLine<A> {
  readonly metric: string;
  readonly value: number | null;
  readonly levels: Readonly<Record<LevelName, A | null>>;
  /** How long the bar of what was reached is, and where each target stands on it: 0 to 1. */
  readonly bar: { readonly length: number; readonly marks: readonly { level: LevelName; at: number }[] };
}

/** What was reached against all three levels, a line a metric. Pure. */
export function levelLines<A extends Attained>(answers: Readonly<Record<LevelName, readonly A[]>>): LevelLine<A>[] {
  const metrics = [...new Set(LEVELS.flatMap((level) => answers[level].map(({ metric }) => metric)))];
  return metrics.map((metric) => {
    const of = (level: LevelName) => answers[level].find((one) => one.metric === metric) ?? null;
    const levels = { base: of('base'), stretch: of('stretch'), challenge: of('challenge') };
    const value = LEVELS.map((level) => levels[level]?.value ?? null).find((one) => one !== null) ?? null;
    const targets = LEVELS.flatMap((level) => {
      const target = levels[level]?.target ?? null;
      return target === null ? [] : [{ level, target }];
    });
    const most = Math.max(value ?? 0, ...targets.map(({ target }) => target), 0) || 1;
    const marks = targets.map(({ level, target }) => ({ level, at: Math.max(target, 0) / most }));
    return { metric, value, levels, bar: { length: Math.max(value ?? 0, 0) / most, marks } };
  });
}

/** The groups that any of the cards scores, in the order of their first. Pure. */
export const groupsOf = (cards: readonly (readonly { readonly group: string }[])[]): readonly string[] => [
  ...new Set(cards.flatMap((groups) => groups.map(({ group }) => group))),
];
