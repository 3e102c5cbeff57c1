import { addDays, type BusinessCalendar, type BusinessDate, type Channel, type LatestWords } from '@hengxin/contracts';
import { allowedChannel } from '../client-facts/consent.rules.js';
import { isAway, type LeaveDays } from '../leave/availability.policy.js';
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

/** What decides on which day an item stands in the new keeper's plans. */
export interface DaysOfKeeper {
  readonly today: BusinessDate;
  /** The leaves of the new keeper, from today on. */
  readonly leaves: readonly LeaveDays[];
  readonly calendar: BusinessCalendar;
}

const HANDED_OVER = 'HANDED_OVER';

/**
 * A handover moves planned items (rule 21). An open item stands in the new keeper's plan of its day, or of today when
 * that day is over; where the keeper is away that whole day, in the plan of the first working day on which they are
 * not. It keeps why and since when it is due. Null: the client allows no channel on that day, or the calendar knows no
 * such day, so that there is nothing to move.
 */
export function movedItem(
  item: PlanItem,
  itemDate: BusinessDate,
  client: { readonly consents: LatestWords; readonly preferredChannel: Channel | null },
  days: DaysOfKeeper,
): MovedItem | null {
  const date = dayOfKeeper(itemDate > days.today ? itemDate : days.today, days);
  const channel = date === null ? null : allowedChannel(item.channel, client, date);
  if (date === null || channel === null) return null;
  const { clientId, reason, dueSince, note, prompts } = item;
  const line = { clientId, reason, channel, dueSince, ...(prompts && { prompts }) };
  return { date, line, note: note ?? HANDED_OVER };
}

/** A plan on a day of leave is empty (rule 4). */
function dayOfKeeper(date: BusinessDate, { leaves, calendar }: DaysOfKeeper): BusinessDate | null {
  if (!isAway(date, leaves)) return date;
  for (let day = addDays(date, 1); calendar.supports(day); day = addDays(day, 1))
    if (calendar.isWorkingDay(day) && !isAway(day, leaves)) return day;
  return null;
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
