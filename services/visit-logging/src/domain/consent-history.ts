import type { BusinessDate, Channel } from '@hengxin/contracts';

/** One word of a client on being served over a channel. */
export interface ConsentWord {
  readonly granted: boolean;
  /** RFC 3339: from when it counts. */
  readonly decidedAt: string;
  /** Last day on which a grant is valid; null: until it is withdrawn. */
  readonly expiresOn: BusinessDate | null;
}

/** All words of one client on SERVICE, by channel, each channel's in the order in which they were decided. */
export type ConsentHistory = Readonly<Partial<Record<Channel, readonly ConsentWord[]>>>;

/**
 * The history with one more word. A word decided earlier than others takes its place among them, in whatever order they are heard; of
 * two words of the same moment the one heard later counts, and a word heard again changes nothing.
 */
export function withWord(history: ConsentHistory, channel: Channel, word: ConsentWord): ConsentHistory {
  const words = history[channel] ?? [];
  if (words.some((known) => isSame(known, word))) return history;
  const at = Date.parse(word.decidedAt);
  const later = words.findIndex(({ decidedAt }) => Date.parse(decidedAt) > at);
  const place = later < 0 ? words.length : later;
  return { ...history, [channel]: [...words.slice(0, place), word, ...words.slice(place)] };
}

/** Was service over the channel allowed at a moment (RFC 3339) of a business date? What was decided after it doesn't count. */
export function wasConsented(history: ConsentHistory, channel: Channel, moment: string, day: BusinessDate): boolean {
  const at = Date.parse(moment);
  const word = history[channel]?.findLast(({ decidedAt }) => Date.parse(decidedAt) <= at);
  return word !== undefined && word.granted && (word.expiresOn === null || day <= word.expiresOn);
}

function isSame(a: ConsentWord, b: ConsentWord): boolean {
  return a.granted === b.granted && a.expiresOn === b.expiresOn && Date.parse(a.decidedAt) === Date.parse(b.decidedAt);
}
