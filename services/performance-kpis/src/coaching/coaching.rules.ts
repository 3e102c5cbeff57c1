import type { KpiValue } from '../metrics/metric-set.js';
import type { Direction } from '../metrics/metric.js';

/** Fewer units of a kind have no tenth that would say something (rule 22). */
export const FEWEST_PEERS = 10;
/** Figures that a notice shows. */
const FIGURES_SHOWN = 3;
/** Working days that a head has to reply. */
export const REPLY_WITHIN_DAYS = 5;

/** A unit among others of its kind. */
export interface Peer {
  readonly unitId: string;
  /** Null for a ratio over nothing: it takes no part. */
  readonly value: number | null;
}

/**
 * The units in the lowest tenth of their peers: those below whom fewer than a tenth of them stand. Ties share a place;
 * who is not below the median is in no lowest tenth, however many are tied. None among fewer than ten.
 */
export function lowestTenth(peers: readonly Peer[]): ReadonlySet<string> {
  const counted = peers.flatMap(({ unitId, value }) => (value === null ? [] : [{ unitId, value }]));
  if (counted.length < FEWEST_PEERS) return new Set();
  const places = Math.floor(counted.length / 10);
  const values = counted.map(({ value }) => value).sort((a, b) => a - b);
  const middle = Math.floor(values.length / 2);
  const median = values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
  // Fewer than so many stand below a unit that is not above the last of them.
  const last = values[places - 1]!;
  const low = counted.filter(({ value }) => value <= last && value < median);
  return new Set(low.map(({ unitId }) => unitId));
}

/** A unit's figure, and the median of its peers. */
export interface Compared {
  readonly own: KpiValue;
  /** Null where none of them has a value. */
  readonly median: number | null;
  readonly direction: Direction;
}

/**
 * The figures of a unit that are furthest below the peers' median, three at most: by their distance as a share of the
 * median, so that counts and shares can be compared. Where lower is better, above is below.
 */
export function furthestBelow(compared: readonly Compared[]): KpiValue[] {
  return compared
    .map(({ own, median, direction }) => ({ own, distance: distanceOf(own, median, direction) }))
    .filter(({ distance }) => distance > 0)
    .sort((a, b) => (a.distance === b.distance ? 0 : b.distance - a.distance))
    .slice(0, FIGURES_SHOWN)
    .map(({ own }) => own);
}

function distanceOf(own: KpiValue, median: number | null, direction: Direction): number {
  if (direction === 'NEUTRAL' || own.value === null || median === null) return 0;
  const below = direction === 'LOWER_IS_BETTER' ? own.value - median : median - own.value;
  // Of a median of nothing every distance is the whole of it, and more.
  if (median === 0) return below > 0 ? Infinity : 0;
  return below / Math.abs(median);
}
