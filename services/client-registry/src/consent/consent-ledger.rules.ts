import { businessDateOf, type BusinessDate, type Channel, type Purpose } from '@hengxin/contracts';

/** One word of a client on one channel for one purpose. */
export interface ConsentWord {
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly decision: 'GRANTED' | 'WITHDRAWN';
  /** RFC 3339 with offset. */
  readonly decidedAt: string;
  /** Last day on which a grant is valid; null: until it is withdrawn. */
  readonly expiresOn: BusinessDate | null;
  readonly wordingVersion: string | null;
  readonly evidence: string | null;
  /** The receipt that a withdrawal yielded. */
  readonly receiptId: string | null;
}

/** Everything a client ever said on a channel for a purpose, in the order in which it was decided. */
export type ConsentLedger = Readonly<Record<string, readonly ConsentWord[]>>;

export function ledgerKey(channel: Channel, purpose: Purpose): string {
  return `${channel}/${purpose}`;
}

/**
 * The ledger with one more word. A word decided earlier than others takes its place among them, so that what is learnt
 * late doesn't overrule what the client decided later. Of two words of the same moment the one recorded later counts.
 */
export function withWord(ledger: ConsentLedger, word: ConsentWord): ConsentLedger {
  const key = ledgerKey(word.channel, word.purpose);
  const words = ledger[key];
  if (!words) return { ...ledger, [key]: [word] };
  const at = Date.parse(word.decidedAt);
  const later = words.findIndex((other) => Date.parse(other.decidedAt) > at);
  const place = later < 0 ? words.length : later;
  return { ...ledger, [key]: [...words.slice(0, place), word, ...words.slice(place)] };
}

/** The latest word on a channel for a purpose, a yes or a no, expired or not. */
export function latestWord(ledger: ConsentLedger, channel: Channel, purpose: Purpose): ConsentWord | undefined {
  return ledger[ledgerKey(channel, purpose)]?.at(-1);
}

/** The latest word of each channel and purpose, by channel and purpose. */
export function latestWords(ledger: ConsentLedger): ConsentWord[] {
  return Object.keys(ledger)
    .sort()
    .map((key) => ledger[key]!.at(-1)!);
}

/** Every word on every channel and purpose, the newest decision first; of two of one moment the one recorded later. */
export function wordsNewestFirst(ledger: ConsentLedger): ConsentWord[] {
  const words = Object.values(ledger).flatMap((each) => each.toReversed());
  return words.sort((a, b) => Date.parse(b.decidedAt) - Date.parse(a.decidedAt));
}

/** True when a word allows contact on a business date, given that it was the latest one then. */
export function isValidOn(word: Pick<ConsentWord, 'decision' | 'expiresOn'>, day: BusinessDate): boolean {
  return word.decision === 'GRANTED' && (word.expiresOn === null || day <= word.expiresOn);
}

/** Was consent to a channel for a purpose valid at a moment (RFC 3339)? What was decided after it doesn't count. */
export function consentValidAt(
  ledger: ConsentLedger,
  channel: Channel,
  purpose: Purpose,
  moment: string,
  timeZone?: string,
): boolean {
  const at = Date.parse(moment);
  const word = ledger[ledgerKey(channel, purpose)]?.findLast(({ decidedAt }) => Date.parse(decidedAt) <= at);
  return word !== undefined && isValidOn(word, businessDateOf(moment, timeZone));
}
