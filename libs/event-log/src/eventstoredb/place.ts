import type { Position } from '@eventstore/db-client';
import { END, formatPosition, parsePosition, START } from '../position.js';

/**
 * The text of a place in $all: the configured epoch, then the commit and the prepare position. Those are byte offsets in the server's
 * log, bigint on the wire; the port's positions count to 2^53 (9 petabytes), and beyond it they are refused rather than rounded.
 */
export function formatPlace(epoch: number, { commit, prepare }: Position): string {
  return formatPosition({ epoch, xid: exact(commit), seq: exact(prepare) });
}

/**
 * Where a subscription begins. A position of another epoch is refused: its offsets belong to another log, and would skip or repeat
 * events in this one without a sign.
 */
export function placeAfter(epoch: number, text: string): Position | typeof START | typeof END {
  if (text === START || text === END) return text;
  const position = parsePosition(text);
  if (position.epoch === 0 && position.xid === 0 && position.seq === 0) return START;
  if (position.epoch !== epoch)
    throw new RangeError(
      `position "${text}" is of epoch ${position.epoch}, this event log is in epoch ${epoch}: read again from the start`,
    );
  for (const part of [position.xid, position.seq]) if (!Number.isSafeInteger(part)) throw new RangeError(`"${text}" is no exact position`);
  return { commit: BigInt(position.xid), prepare: BigInt(position.seq) };
}

function exact(offset: bigint): number {
  if (offset < 0n || offset > BigInt(Number.MAX_SAFE_INTEGER))
    // A server before 23.10 answers 2^64 - 1 for "not told" when a stream is read.
    throw new RangeError(`the server gave ${offset} as a position: the event log needs EventStoreDB 23.10 or later, or KurrentDB`);
  return Number(offset);
}
