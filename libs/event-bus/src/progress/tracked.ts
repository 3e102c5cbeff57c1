import { comparePositions, laterOf, START } from '../position/log-position.js';
import { encodePosition } from '../position/position-token.js';
import type { Consumer } from '../port/consumer.js';

/** How far a consumer has come in one partition. */
export interface Reached {
  readonly position: string;
  readonly nextOffset: string | null;
  /** Events parked there by then; absent where that was not looked at. */
  readonly parked?: number;
}

/** A consumer and how far it has come. */
export interface Tracked {
  readonly consumer: Consumer;
  readonly kind: 'store' | 'topics';
  /** By source, then partition. */
  readonly reached: Map<string, Map<number, Reached>>;
  /** False for what reads and readiness need not wait for. */
  readonly reads: boolean;
  /** Told when somebody begins to wait for it. */
  hurry: () => void;
  /** Told when its checkpoint was set back by somebody else: it reads from there. */
  rewind: () => Promise<void>;
  /** When it was last seen to have applied everything. */
  caughtUpAt: number;
}

/** A token that says "holds everything up to here". */
export function positionOf({ kind, reached }: Pick<Tracked, 'kind' | 'reached'>): string {
  let position: string = START;
  for (const partitions of reached.values())
    for (const each of partitions.values()) position = laterOf(position, each.position);
  if (kind === 'store') return encodePosition({ position });
  const offsets: Record<string, (string | null)[]> = {};
  for (const [topic, partitions] of reached) {
    const list: (string | null)[] = (offsets[topic] = []);
    for (const [partition, { nextOffset }] of partitions) list[partition] = nextOffset;
    for (let i = 0; i < list.length; i++) list[i] ??= null;
  }
  return encodePosition({ position, offsets });
}

/** The further of two places of a partition, with what is known of parked events there. */
export function merged(before: Reached, to: Reached): Reached {
  const parked = comparePositions(to.position, before.position) >= 0 ? (to.parked ?? before.parked) : before.parked;
  return {
    position: laterOf(before.position, to.position),
    nextOffset: to.nextOffset ?? before.nextOffset,
    ...(parked !== undefined && { parked }),
  };
}
