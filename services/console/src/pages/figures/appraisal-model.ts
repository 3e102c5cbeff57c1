/** The parts of the page: figures themselves, targets, the scorecard, and places among peers. */
export const SECTIONS = ['overview', 'targets', 'score', 'board'] as const;
export type Section = (typeof SECTIONS)[number];

/** What figures can be held against, as the platform names it. */
export const COMPARISONS = ['PREVIOUS_PERIOD', 'SAME_PERIOD_LAST_YEAR', 'PARENT', 'SIBLINGS_MEDIAN'] as const;
export type Comparison = (typeof COMPARISONS)[number];
/** A unit's count is a part of what is above it: how far it is from it says nothing. */
export const isOfTime = (against: Comparison): boolean =>
  against === 'PREVIOUS_PERIOD' || against === 'SAME_PERIOD_LAST_YEAR';

export const LEVELS = ['BASE', 'STRETCH', 'CHALLENGE'] as const;
export type Level = (typeof LEVELS)[number];

interface Group {
  readonly group: string;
  readonly weight: number;
}
interface Step {
  readonly group: string | null;
  readonly metric: string | null;
  readonly points: number | null;
  readonly weight: number | null;
  readonly note: string | null;
}

/** A group of a scorecard with the steps of its items, and what is to be said of the group itself. */
export interface ScoreGroup<S> {
  readonly group: string;
  /** Whole percents of the card, as it was saved. */
  readonly weight: number;
  /** What it weighs here, with what others gave to it; null where no item takes part. */
  readonly counted: number | null;
  readonly points: number | null;
  readonly items: readonly S[];
  readonly notes: readonly string[];
}

/** The steps of a score by the groups of its card, in the card's order. Pure. */
export function scoreTree<S extends Step>(groups: readonly Group[], steps: readonly S[]): readonly ScoreGroup<S>[] {
  return groups.map(({ group, weight }) => {
    const own = steps.filter((step) => step.group === group);
    const items = own.filter(({ metric }) => metric !== null);
    const counted = items.filter(({ points }) => points !== null);
    const sum = (of: (step: S) => number | null) => counted.reduce((total, step) => total + (of(step) ?? 0), 0);
    return {
      group,
      weight,
      counted: counted.length > 0 ? sum((step) => step.weight) : null,
      points: counted.length > 0 ? sum((step) => step.points) : null,
      items,
      notes: own.flatMap(({ metric, note }) => (metric === null && note !== null ? [note] : [])),
    };
  });
}

/** What is out of the ordinary of the card as a whole. */
export const notesOfCard = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap(({ group, note }) => (group === null && note !== null ? [note] : []));

interface Place {
  readonly rank: number;
  readonly peers: number;
}
/** Places by the portfolios that are compared with each other: a new one begins where the ranks begin again. Pure. */
export function boardsOf<P extends Place>(places: readonly P[]): readonly (readonly P[])[] {
  const boards: P[][] = [];
  places.forEach((place, at) => {
    const before = places[at - 1];
    if (!before || place.rank < before.rank || place.peers !== before.peers) boards.push([]);
    boards.at(-1)!.push(place);
  });
  return boards;
}

/** A target as it is put in: a share in percent, as figures are shown. */
export const shownTarget = (value: number | null, isShare: boolean): string =>
  value === null ? '' : String(isShare ? Math.round(value * 1e6) / 1e4 : value);
/** Null for an empty field; what is no number is left out too, and nothing is set by mistake. */
export function targetOf(text: string, isShare: boolean): number | null {
  const number = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(number)) return null;
  return isShare ? Math.round(number * 1e4) / 1e6 : number;
}
