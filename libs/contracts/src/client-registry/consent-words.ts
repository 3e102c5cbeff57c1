import type { BusinessDate } from '../calendar/dates.js';
import type { Channel } from '../values.js';

/** The latest word of a client on being served over one channel. */
export interface LatestWord {
  readonly granted: boolean;
  /** RFC 3339: from when it counts. */
  readonly decidedAt: string;
  /** Last day on which a grant is valid; null: until it is withdrawn. */
  readonly expiresOn: BusinessDate | null;
}

/** One word of many on a channel. */
export interface ConsentWord extends LatestWord {
  /** Its place among all that is told of the client: names it, and orders words of one moment. */
  readonly place: number;
}

/** The latest word of one client on SERVICE, by channel: for what happens from now on. */
export type LatestWords = Readonly<Partial<Record<Channel, LatestWord>>>;

/**
 * All words of one client on SERVICE, by channel, each channel's in the order in which they were decided: for what
 * happened at any time.
 */
export type ConsentHistory = Readonly<Partial<Record<Channel, readonly ConsentWord[]>>>;

/**
 * The latest words with one more. The word decided last counts, whenever it arrived; of two of the same moment the one
 * that arrived later.
 */
export function withLatestWord(
  latest: LatestWords,
  channel: Channel,
  { granted, decidedAt, expiresOn }: LatestWord,
): LatestWords {
  const known = latest[channel];
  if (known && Date.parse(known.decidedAt) > Date.parse(decidedAt)) return latest;
  return { ...latest, [channel]: { granted, decidedAt, expiresOn } };
}

/**
 * The history with one more word. A word decided earlier than others takes its place among them; the order in which
 * they arrive does not matter. Of two words of the same moment the one told later counts. A word that arrives again
 * changes nothing.
 */
export function withWord(history: ConsentHistory, channel: Channel, word: ConsentWord): ConsentHistory {
  const words = history[channel] ?? [];
  if (words.some((known) => isSame(known, word))) return history;
  const at = Date.parse(word.decidedAt);
  const isLater = (known: ConsentWord) => Date.parse(known.decidedAt) - at || known.place - word.place;
  const later = words.findIndex((known) => isLater(known) > 0);
  const place = later < 0 ? words.length : later;
  return { ...history, [channel]: [...words.slice(0, place), word, ...words.slice(place)] };
}

function isSame(a: ConsentWord, b: ConsentWord): boolean {
  return (
    a.place === b.place &&
    a.granted === b.granted &&
    a.expiresOn === b.expiresOn &&
    Date.parse(a.decidedAt) === Date.parse(b.decidedAt)
  );
}
