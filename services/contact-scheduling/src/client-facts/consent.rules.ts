import type { BusinessDate, Channel, LatestWords } from '@hengxin/contracts';

/**
 * Channels of an individual contact, by the effort of using them ten times a day. A visit needs preparation, so it is
 * suggested only to a client who prefers it or allows nothing else. A post in a WECHAT_GROUP reaches no single client:
 * it is none.
 */
const INDIVIDUAL_CHANNELS = ['PHONE', 'WECHAT', 'SMS', 'EMAIL', 'VISIT'] as const satisfies readonly Channel[];

/** True when the client allows service over the channel on a day. */
export function consented(consents: LatestWords, channel: Channel, on: BusinessDate): boolean {
  const word = consents[channel];
  return word !== undefined && word.granted && (word.expiresOn === null || word.expiresOn >= on);
}

/**
 * The channel to suggest on a day: the preferred one where it is consented, else the first of the fixed order that is;
 * null: none is.
 */
export function suggestedChannel(consents: LatestWords, preferred: Channel | null, on: BusinessDate): Channel | null {
  const allowed = INDIVIDUAL_CHANNELS.filter((channel) => consented(consents, channel, on));
  return allowed.find((channel) => channel === preferred) ?? allowed[0] ?? null;
}

/** The channel that was suggested while it is consented, else the one to suggest now; null: none is. */
export function allowedChannel(
  suggested: Channel,
  { consents, preferredChannel }: { readonly consents: LatestWords; readonly preferredChannel: Channel | null },
  on: BusinessDate,
): Channel | null {
  return consented(consents, suggested, on) ? suggested : suggestedChannel(consents, preferredChannel, on);
}
