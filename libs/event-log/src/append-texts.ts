import type { NewEvent } from '@hengxin/event-sourcing';
import { EVENT_OVERHEAD_BYTES, LARGEST_APPEND_BYTES } from './port.js';

/** An append beyond `LARGEST_APPEND_BYTES`, or beyond what its server was told to take. Nothing of it was written. */
export class AppendTooLarge extends RangeError {
  override readonly name = 'AppendTooLarge';
  readonly code = 'APPEND_TOO_LARGE';

  constructor(
    stream: string,
    events: number,
    readonly bytes: number,
    /** What the log takes. */
    readonly most: number = LARGEST_APPEND_BYTES,
  ) {
    super(`an append of ${events} events to ${stream} has ${bytes} bytes, the largest that the log takes has ${most}`);
  }
}

/**
 * Throws what an append of these events would throw with any content of the log: AppendTooLarge or another RangeError.
 * For callers that have something to write before they append.
 */
export function assertAppendable(stream: string, events: readonly NewEvent[]): void {
  looked.set(events, textsOf(stream, events));
}

/** The texts of events that were looked at, for the append that follows: they are made once. */
const looked = new WeakMap<readonly NewEvent[], AppendTexts>();

/** Data and meta of each event as they are stored. */
export interface AppendTexts {
  readonly data: readonly string[];
  readonly meta: readonly string[];
}

/**
 * Throws RangeError for what is no append: no events, one id twice, what no read model could hold, more than the log
 * takes.
 */
export function textsOf(stream: string, events: readonly NewEvent[]): AppendTexts {
  const known = looked.get(events);
  if (known) return known;
  if (events.length === 0) throw new RangeError('an append needs at least one event');
  if (events.length > 1 && new Set(events.map(({ id }) => id.toLowerCase())).size < events.length)
    throw new RangeError('two events of an append have the same id');
  const data = events.map((event) => textOf(event.data));
  const meta = events.map((event) => textOf(event.meta));
  assertFits(stream, events, data, meta);
  return { data, meta };
}

function assertFits(
  stream: string,
  events: readonly NewEvent[],
  data: readonly string[],
  meta: readonly string[],
): void {
  let units = 0;
  for (let i = 0; i < events.length; i++)
    units += data[i]!.length + meta[i]!.length + 2 * events[i]!.type.length + EVENT_OVERHEAD_BYTES;
  // No UTF-16 unit takes more than three bytes of UTF-8: nearly every append is known to fit without counting any.
  if (units * 3 <= LARGEST_APPEND_BYTES) return;
  let bytes = 0;
  for (let i = 0; i < events.length; i++)
    bytes +=
      Buffer.byteLength(data[i]!) + Buffer.byteLength(meta[i]!) + 2 * events[i]!.type.length + EVENT_OVERHEAD_BYTES;
  if (bytes > LARGEST_APPEND_BYTES) throw new AppendTooLarge(stream, events.length, bytes);
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value);
  if (text.includes('\\u') && UNSTORABLE.test(text))
    throw new RangeError('an event holds U+0000 or half a surrogate pair, which no text may hold');
  return text;
}

/** The escape of either, after no escaped backslash. Whole pairs are never escaped. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;
