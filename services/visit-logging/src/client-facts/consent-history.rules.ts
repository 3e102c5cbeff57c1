import type { BusinessDate, Channel, ConsentHistory } from '@hengxin/contracts';

/**
 * Was service over the channel allowed at a moment (RFC 3339) of a business date? What was decided after it doesn't
 * count.
 */
export function wasConsented(history: ConsentHistory, channel: Channel, moment: string, day: BusinessDate): boolean {
  const at = Date.parse(moment);
  const word = history[channel]?.findLast(({ decidedAt }) => Date.parse(decidedAt) <= at);
  return word !== undefined && word.granted && (word.expiresOn === null || day <= word.expiresOn);
}
