import { instantOf } from '../calendar/dates.js';
import { type Channel, CHANNELS, type ContactOutcome } from '../values.js';

/** How often a client was tried over a channel in one hour of the day, and how often there was an answer. */
export interface Tries {
  readonly channel: Channel;
  /** 0 to 23, by the bank's clock. */
  readonly hour: number;
  readonly tried: number;
  readonly answered: number;
}

/** When and how a client answers best. */
export interface Reach {
  readonly channel: Channel;
  readonly fromHour: number;
  /** Exclusive. */
  readonly toHour: number;
  readonly tried: number;
  readonly answered: number;
}

/** What one contact teaches of when and how a client answers. */
export interface Try {
  readonly channel: Channel;
  /** 0 to 23, by the bank's clock. */
  readonly hour: number;
  readonly isAnswered: boolean;
}

/** What tells of a try. */
interface MadeContact {
  readonly channel: Channel;
  readonly outcome: ContactOutcome;
  readonly startedAt: string;
}

/** Hours that are looked at together: fewer tell too little, more say too little. */
const HOURS_TOGETHER = 2;
/** 95 of 100 times the rate lies above the bound or below the other one. */
const Z = 1.96;

/** A contact as a try; undefined for a post to a group, which is no way to reach one client. */
export function tryOf({ channel, outcome, startedAt }: MadeContact, timeZone: string): Try | undefined {
  if (channel === 'WECHAT_GROUP') return undefined;
  const hour = Number(instantOf(Date.parse(startedAt), timeZone).slice(11, 13));
  return { channel, hour, isAnswered: outcome !== 'NO_ANSWER' && outcome !== 'MESSAGE_LEFT' };
}

/**
 * The lower bound of a rate by Wilson's interval: one answer of one try says less than nine of ten. 0 for no try.
 */
export function lowerBound(answered: number, tried: number): number {
  if (tried === 0) return 0;
  const rate = answered / tried;
  const z2 = Z * Z;
  const middle = rate + z2 / (2 * tried);
  const spread = Z * Math.sqrt((rate * (1 - rate) + z2 / (4 * tried)) / tried);
  return Math.max(0, (middle - spread) / (1 + z2 / tried));
}

/**
 * The channel and the two hours in which a client answers best, by the lower bound of the rate; of those alike the one
 * tried more often, then by channel and hour. Null for a client who never answered.
 */
export function reachOf(tries: readonly Tries[]): Reach | null {
  const slots = new Map<string, Reach>();
  for (const { channel, hour, tried, answered } of tries) {
    const fromHour = hour - (hour % HOURS_TOGETHER);
    const key = `${channel} ${fromHour}`;
    const known = slots.get(key) ?? { channel, fromHour, toHour: fromHour + HOURS_TOGETHER, tried: 0, answered: 0 };
    slots.set(key, { ...known, tried: known.tried + tried, answered: known.answered + answered });
  }
  const [best] = [...slots.values()].filter(({ answered }) => answered > 0).sort(byReach);
  return best ?? null;
}

function byReach(a: Reach, b: Reach): number {
  return (
    lowerBound(b.answered, b.tried) - lowerBound(a.answered, a.tried) ||
    b.tried - a.tried ||
    CHANNELS.indexOf(a.channel) - CHANNELS.indexOf(b.channel) ||
    a.fromHour - b.fromHour
  );
}
