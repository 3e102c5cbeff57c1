import type { Position } from '@eventstore/db-client';
import { PositionRefused } from '../following/position-refused.js';
import { END, formatPosition, parsePosition, START } from '../position.js';

/**
 * The text of a place in $all: the configured epoch, then the commit and the prepare position. Those are byte offsets
 * in the server's log, bigint on the wire; the port's positions count to 2^53 (9 petabytes), and beyond it they are
 * refused rather than rounded.
 */
export function formatStorePosition(epoch: number, { commit, prepare }: Position): string {
  // They differ only for what others wrote in an explicit transaction: all of it lies below its commit.
  return formatPosition({ epoch, xid: exact(commit), seq: prepare === 0n ? 0 : exact(commit) });
}

/**
 * False for 2^64 - 1, by which the server says that it has no place to tell: on an empty log, or of what was there
 * before.
 */
export function isTold(position: Position | undefined): position is Position {
  return position !== undefined && position.commit <= LAST && position.prepare <= LAST;
}

/**
 * Refuses what is no position, and one of another epoch: its offsets belong to another log, and would skip or repeat
 * events in this one.
 */
export function assertStorePosition(epoch: number, text: string): void {
  if (text === START || text === END) return;
  const position = parsePosition(text);
  if (position.epoch === 0 && position.xid === 0 && position.seq === 0) return;
  if (position.epoch !== epoch) throw PositionRefused.ofEpoch(text, position.epoch, epoch);
  // Of another log, such as PostgreSQL's: an event's place is told twice here, and a checkpoint's once and 0.
  if (position.seq !== 0 && position.seq !== position.xid) throw PositionRefused.ofAnotherLog(text);
  for (const part of [position.xid, position.seq])
    if (!Number.isSafeInteger(part)) throw new RangeError(`"${text}" is no exact position`);
}

/** The place behind a position that was found good. */
export function placeOf(text: string): Position | typeof START {
  const { epoch, xid, seq } = parsePosition(text);
  return epoch === 0 ? START : { commit: BigInt(xid), prepare: BigInt(seq) };
}

const LAST = BigInt(Number.MAX_SAFE_INTEGER);

function exact(offset: bigint): number {
  if (offset < 0n || offset > LAST)
    // A server before 23.10 answers 2^64 - 1 for "not told" when a stream is read.
    throw new RangeError(
      `the server gave ${offset} as a position: the event log needs EventStoreDB 23.10 or later, or KurrentDB`,
    );
  return Number(offset);
}
