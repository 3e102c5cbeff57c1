/** Before the first event. */
export const START = 'start';
/** After the last event of the moment it is used: only what comes from now on. */
export const END = 'end';

/** A place in the log. Within an epoch, events are ordered by transaction and then by serial number. */
export interface Position {
  /** Grows when the log was restored into another cluster or timeline, where transaction ids may start again. */
  readonly epoch: number;
  readonly xid: number;
  readonly seq: number;
}

const FORM = /^(\d{1,9}):(\d{1,16}):(\d{1,16})$/;

/** The text of a position, as events and checkpoints carry it. */
export function formatPosition({ epoch, xid, seq }: Position): string {
  return `${epoch}:${xid}:${seq}`;
}

/** Reads a position's text. Throws RangeError on anything else; `end` is no place until it is looked up. */
export function parsePosition(text: string): Position {
  if (text === START) return { epoch: 0, xid: 0, seq: 0 };
  const parts = FORM.exec(text);
  if (!parts) throw new RangeError(`"${text.slice(0, 60)}" is no position in the event log`);
  return { epoch: +parts[1]!, xid: +parts[2]!, seq: +parts[3]! };
}

/** Negative when `a` comes before `b`, 0 when they are the same place, positive when it comes after. */
export function comparePositions(a: string, b: string): number {
  if (a === b) return 0;
  const left = parsePosition(a);
  const right = parsePosition(b);
  return left.epoch - right.epoch || left.xid - right.xid || left.seq - right.seq;
}
