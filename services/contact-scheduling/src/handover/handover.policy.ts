import type { BusinessDate, Channel, LatestWords } from '@hengxin/contracts';
import { allowedChannel } from '../client-facts/consent.rules.js';
import type { PlanLine } from '../plan/draw-plan.policy.js';
import type { PlanItem } from '../plan/plan.decider.js';

/** An item as it goes on in the plan of the client's present keeper. */
export interface MovedItem {
  /** Day of the plan it goes into. */
  readonly date: BusinessDate;
  readonly line: PlanLine;
  /** The words of who added it by hand; for a drawn item, whose reason says all, only what moved it. */
  readonly note: string;
}

const HANDED_OVER = 'HANDED_OVER';

/**
 * A handover moves planned items (rule 21). An open item stands in the new keeper's plan of its day, or of today when
 * that day is over. It keeps why and since when it is due. Null: the client allows no channel on that day, so that
 * there is nothing to move.
 */
export function movedItem(
  item: PlanItem,
  itemDate: BusinessDate,
  client: { readonly consents: LatestWords; readonly preferredChannel: Channel | null },
  today: BusinessDate,
): MovedItem | null {
  const date = itemDate > today ? itemDate : today;
  const channel = allowedChannel(item.channel, client, date);
  if (!channel) return null;
  const { clientId, reason, dueSince, note, prompts } = item;
  const line = { clientId, reason, channel, dueSince, ...(prompts && { prompts }) };
  return { date, line, note: note ?? HANDED_OVER };
}

/**
 * A client stands open in a plan once: what somebody added in words of their own goes first, then what has been due
 * longest.
 */
export function byClaim(a: PlanItem, b: PlanItem): number {
  const inOwnWords = ({ reason }: PlanItem) => (reason.code === 'ADDED' ? 0 : 1);
  return inOwnWords(a) - inOwnWords(b) || compareText(a.dueSince, b.dueSince) || compareText(a.itemId, b.itemId);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
