import type { BusinessDate, Channel } from '@hengxin/contracts';
import { allowedChannel } from '../client-facts/consent.rules.js';
import type { Candidate, PlanLine } from '../plan/draw-plan.policy.js';
import type { Plan, PlanItem } from '../plan/plan.decider.js';

/**
 * The items of a plan that fell away for a leave of the one whose plan it is, and behind which nothing more was planned
 * for their clients. Clients of others go back to those whom they were covered for.
 */
export function fallenAway({ items }: Plan): PlanItem[] {
  const last = new Map(items.map((item) => [item.clientId, item]));
  return [...last.values()].filter(({ because, coverFor }) => because === 'ON_LEAVE' && coverFor === undefined);
}

/**
 * The place that an item takes again once the leave is taken back, with why and since when it is due. Null: the client
 * was contacted since the leave was taken, or allows no channel on the item's day.
 */
export function returnedLine(
  item: PlanItem,
  date: BusinessDate,
  client: Pick<Candidate, 'consents' | 'preferredChannel' | 'lastContactOn'>,
  takenOn: BusinessDate,
): PlanLine | null {
  const { clientId, reason, dueSince, prompts } = item;
  const { lastContactOn } = client;
  // The one that its reason tells of came before the item, and no later one.
  const contacted = lastContactOn !== null && lastContactOn >= takenOn && lastContactOn !== reason.lastContactOn;
  const channel: Channel | null = contacted ? null : allowedChannel(item.channel, client, date);
  return channel === null ? null : { clientId, reason, channel, dueSince, ...(prompts && { prompts }) };
}
