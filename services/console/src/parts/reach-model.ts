/** The channels by which one person reaches one other, in the order in which they are offered. */
export const CHANNELS = ['PHONE', 'WECHAT', 'VISIT', 'SMS', 'EMAIL'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a client last said on a channel for a purpose. `valid`: it allows contact today. */
export interface ConsentWord {
  readonly channel: string;
  readonly purpose: 'SERVICE' | 'MARKETING';
  readonly valid: boolean;
}

/** By which channels a client may be reached today, for what; the preferred channel first. */
export interface Reach {
  readonly service: readonly Channel[];
  readonly marketing: readonly Channel[];
  /** The client's own wish, whether or not they allow it. */
  readonly preferred: Channel | null;
}

/** Channels with the preferred one first; the others stay in their order. */
export const preferredFirst = (channels: readonly Channel[], preferred: Channel | null): readonly Channel[] =>
  [...channels].sort((a, b) => Number(b === preferred) - Number(a === preferred));

/** A group is no way to reach one client: it stands for WeChat. */
export const singleChannel = (channel: Channel | 'WECHAT_GROUP'): Channel =>
  channel === 'WECHAT_GROUP' ? 'WECHAT' : channel;

/** How a client may be reached, by their consents. Pure. */
export function reachOf(
  consents: readonly ConsentWord[],
  preferredChannel: Channel | 'WECHAT_GROUP' | null | undefined,
): Reach {
  const preferred = preferredChannel ? singleChannel(preferredChannel) : null;
  const allowed = (wanted: ConsentWord['purpose']) =>
    preferredFirst(
      CHANNELS.filter((one) =>
        consents.some(({ channel, purpose, valid }) => channel === one && purpose === wanted && valid),
      ),
      preferred,
    );
  return { service: allowed('SERVICE'), marketing: allowed('MARKETING'), preferred };
}
