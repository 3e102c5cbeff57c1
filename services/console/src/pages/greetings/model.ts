import { dayAfter } from '../../app/days.js';
import type { ClientToGreet, Festival } from './documents.js';

/** How far ahead festivals are told of. */
const AHEAD_DAYS = 60;
/** Greetings can be recorded so many days after their festival, since many lie in long holidays. */
const AFTER_DAYS = 10;

/** The festivals that a day shows: those of the weeks to come, and those that can still be recorded. Pure. */
export const windowOf = (today: string) => ({ from: dayAfter(today, -AFTER_DAYS), to: dayAfter(today, AHEAD_DAYS) });

/** The lists that are open, the next festival first, and those that open later. Pure. */
export function byOpening<F extends Pick<Festival, 'date' | 'opensOn'>>(festivals: readonly F[], today: string) {
  const sorted = [...festivals].sort((a, b) => (a.date < b.date ? -1 : 1));
  return {
    open: sorted.filter(({ opensOn }) => opensOn <= today),
    later: sorted.filter(({ opensOn }) => opensOn > today),
  };
}

/** Those by which one client is reached: a post in a group greets nobody. */
export const CHANNELS = ['WECHAT', 'SMS', 'PHONE', 'EMAIL', 'VISIT'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * How a client is greeted by one tap: as chosen where they allow it, else as they prefer, else by the first that they
 * allow; null where they allow none. Pure.
 */
export function channelFor(
  { consents, preferredChannel }: Pick<ClientToGreet, 'consents' | 'preferredChannel'>,
  chosen: Channel,
): Channel | null {
  const allowed = CHANNELS.filter((channel) =>
    consents.some((word) => word.channel === channel && word.purpose === 'SERVICE' && word.valid),
  );
  return (
    [chosen, preferredChannel].flatMap((one) => allowed.filter((channel) => channel === one))[0] ?? allowed[0] ?? null
  );
}

export const FESTIVALS = [
  'NEW_YEAR',
  'SPRING_FESTIVAL',
  'LANTERN',
  'LABOUR_DAY',
  'DRAGON_BOAT',
  'QIXI',
  'MID_AUTUMN',
  'NATIONAL_DAY',
  'DOUBLE_NINTH',
] as const;
export type FestivalName = (typeof FESTIVALS)[number];
export const isFestival = (name: string): name is FestivalName => FESTIVALS.some((one) => one === name);
