/** A member of staff among others of the same role. */
export interface Peer {
  readonly staffId: string;
  /** Clients kept: on the period's last day, today while it runs. */
  readonly clients: number;
  /** Of the metric; null for a ratio over nothing. */
  readonly value: number | null;
}

/** Who has a value may have a place. */
interface Valued extends Peer {
  readonly value: number;
}

/** A place among peers: those of one size class. */
export interface Ranked extends Valued {
  readonly rank: number;
  readonly peers: number;
}

/** Portfolios are compared with those of about their size: of at most so many clients, and all above. */
export const SIZE_CLASSES = [100, 200, 300] as const;
/** Fewer than these are no peers: a rank among them says nothing. */
export const FEWEST_PEERS = 5;
/** What a relationship manager sees beside the own place. */
const FIRST_PLACES = 3;

/** The place of a portfolio's size class: 0 for up to 100 clients, 3 for more than 300. */
export function sizeClassOf(clients: number): number {
  const found = SIZE_CLASSES.findIndex((most) => clients <= most);
  return found < 0 ? SIZE_CLASSES.length : found;
}

/**
 * The places of members of staff among their peers (rule 15), class by class from the largest portfolios down. Ties
 * share a rank, and the next one counts them all; who has no value takes no place. A class of fewer than five has none.
 */
export function leaderboardOf(staff: readonly Peer[], isLowerBetter: boolean): Ranked[] {
  const classes = Map.groupBy(staff.filter(hasValue), ({ clients }) => sizeClassOf(clients));
  return [...classes]
    .sort(([a], [b]) => b - a)
    .flatMap(([, peers]) => (peers.length < FEWEST_PEERS ? [] : rankedIn(peers, isLowerBetter)));
}

const hasValue = (peer: Peer): peer is Valued => peer.value !== null;

function rankedIn(peers: readonly Valued[], isLowerBetter: boolean): Ranked[] {
  const sign = isLowerBetter ? 1 : -1;
  const sorted = peers.toSorted((a, b) => sign * (a.value - b.value) || (a.staffId < b.staffId ? -1 : 1));
  let rank = 0;
  return sorted.map((peer, place) => {
    if (place === 0 || peer.value !== sorted[place - 1]!.value) rank = place + 1;
    return { ...peer, rank, peers: peers.length };
  });
}

/** What a relationship manager sees: the own place, and those of rank 1 to 3 of the own class. */
export function seenBy(staffId: string, board: readonly Ranked[]): Ranked[] {
  const own = board.find((row) => row.staffId === staffId);
  if (!own) return [];
  const ownClass = sizeClassOf(own.clients);
  return board.filter(
    (row) => sizeClassOf(row.clients) === ownClass && (row.staffId === staffId || row.rank <= FIRST_PLACES),
  );
}
