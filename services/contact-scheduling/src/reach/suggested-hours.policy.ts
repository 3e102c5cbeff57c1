import { type Channel, reachOf, type Tries } from '@hengxin/contracts';

/** Two hours of the day in which a client answers best over one channel. */
export interface SuggestedHours {
  readonly fromHour: number;
  /** Exclusive. */
  readonly toHour: number;
  readonly tried: number;
  readonly answered: number;
}

/**
 * When to try a client over the channel that their item suggests, as `reachOf` has it; null for one who never answered
 * over it: hours of another channel say nothing of this one.
 */
export function suggestedHours(tries: readonly Tries[], channel: Channel): SuggestedHours | null {
  const best = reachOf(tries.filter((each) => each.channel === channel));
  if (!best) return null;
  const { fromHour, toHour, tried, answered } = best;
  return { fromHour, toHour, tried, answered };
}
