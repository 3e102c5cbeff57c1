import type { Channel, ContactOutcome } from '@hengxin/contracts';

const HOUR_MS = 3_600_000;
/** Logged within this time of its end, a contact is in time. */
export const IN_TIME_HOURS = 24;
/** No conversation lasts longer; a longer one is a slip of the pen. */
export const LONGEST_HOURS = 24;

/** Effective: two-way and individual. An unanswered call, a left message and a post to a group are touches. */
export function isEffective(channel: Channel, outcome: ContactOutcome): boolean {
  return outcome !== 'NO_ANSWER' && outcome !== 'MESSAGE_LEFT' && channel !== 'WECHAT_GROUP';
}

/** Late: logged more than 24 hours after it ended. Both moments are RFC 3339. */
export function isLate(endedAt: string, loggedAt: string): boolean {
  return Date.parse(loggedAt) - Date.parse(endedAt) > IN_TIME_HOURS * HOUR_MS;
}

export function isTooLong(startedAt: string, endedAt: string): boolean {
  return Date.parse(endedAt) - Date.parse(startedAt) > LONGEST_HOURS * HOUR_MS;
}
