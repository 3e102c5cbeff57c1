import type { BusinessCalendar, BusinessDate, Channel, DayKind, PlanReason } from '@hengxin/contracts';
import type { Language } from '@hengxin/service-kit';
import { type DayRoom, roomOf } from '../leave/availability.policy.js';
import { leaveView, type LeaveView } from '../leave/leave.view.js';
import type { StoredLeave } from '../leave/leaves.projection.js';
import { type ItemStatus, type Plan, type PlanItem, statusOn } from '../plan/plan.decider.js';
import { type PromptView, promptView } from '../plan/prompt.view.js';
import { reasonText } from '../plan/reason-text.rules.js';

/** `PlanItem` of the schema; its client is resolved by the registry. */
export interface PlanItemView {
  readonly id: string;
  readonly date: BusinessDate;
  readonly client: { readonly id: string };
  readonly reason: PlanReason & { readonly text: string };
  readonly channel: Channel;
  readonly status: ItemStatus | 'MISSED';
  readonly dueSince: BusinessDate;
  readonly prompts: readonly PromptView[];
  readonly coverFor: { readonly id: string } | null;
}

/** `DailyPlan` of the schema. */
export interface DayView {
  readonly staff: { readonly id: string };
  readonly date: BusinessDate;
  readonly state: 'DRAWN' | 'PREVIEW';
  readonly dayKind: DayKind;
  readonly capacity: number;
  readonly provisional: boolean;
  readonly nextWorkingDay: BusinessDate;
  readonly items: readonly PlanItemView[];
  readonly leave: LeaveView | null;
  readonly coverFor: readonly { readonly id: string }[];
}

/** An item with the day of its plan. */
export interface DatedItem {
  readonly item: PlanItem;
  readonly date: BusinessDate;
}

/** A day as it stands, before it is put into words. */
export interface Day {
  readonly staffId: string;
  readonly date: BusinessDate;
  readonly today: BusinessDate;
  readonly plan: Plan;
  /** False for a person who keeps no clients: no places to fill. */
  readonly plans: boolean;
  /** The leaves of that person that matter on the day. */
  readonly leaves: readonly StoredLeave[];
  /** The colleagues on leave whom that person covers on the day. */
  readonly coverFor: readonly string[];
  readonly calendar: BusinessCalendar;
  /** Missed ones first, then those of the plan. */
  readonly items: readonly DatedItem[];
}

/** A day in memory, with the words that were found for it. */
export interface KeptDay {
  readonly day: Day;
  readonly views: Partial<Record<Language, DayView>>;
}

export function viewIn({ day, views }: KeptDay, language: Language): DayView {
  return (views[language] ??= viewOfDay(day, language));
}

export function viewOfDay(day: Day, language: Language): DayView {
  const { staffId, date, today, plan, calendar } = day;
  const nextWorkingDay = calendar.nextWorkingDay(date);
  const { dayKind, capacity } = roomOfDay(day);
  return {
    staff: { id: staffId },
    date,
    state: date > today ? 'PREVIEW' : 'DRAWN',
    dayKind,
    capacity,
    // At the end of a year the next working day was computed on what is known of the next one.
    provisional: (plan.drawn?.provisional ?? isProvisional(date, calendar)) || isProvisional(nextWorkingDay, calendar),
    nextWorkingDay,
    items: day.items.map((dated) => viewOfItem(dated, today, language)),
    leave: leaveOn(day),
    coverFor: day.coverFor.map((id) => ({ id })),
  };
}

/** A plan that was drawn has the room it was drawn with; a leave that was told since leaves none. */
function roomOfDay({ date, plan, plans, leaves, calendar }: Day): DayRoom {
  const room = plans ? roomOf(date, leaves, calendar) : { dayKind: calendar.dayKind(date), capacity: 0 };
  return plan.drawn && room.dayKind !== 'LEAVE' ? plan.drawn : room;
}

function leaveOn({ date, leaves }: Day): LeaveView | null {
  const leave = leaves.find(({ from, to }) => from <= date && date <= to);
  return leave ? leaveView(leave) : null;
}

function isProvisional(date: BusinessDate, calendar: BusinessCalendar): boolean {
  return calendar.provisional(+date.slice(0, 4));
}

export function viewOfItem({ item, date }: DatedItem, today: BusinessDate, language: Language): PlanItemView {
  const { itemId, clientId, reason, channel, dueSince, note, prompts = [], doneBy = null, coverFor } = item;
  const status = statusOn(item, date, today);
  return {
    id: itemId,
    date,
    client: { id: clientId },
    reason: { ...reason, text: reasonText(reason, note, language, prompts[0]) },
    channel,
    status,
    dueSince,
    prompts: prompts.map((prompt) => promptView(prompt, doneBy, language)),
    coverFor: coverFor === undefined ? null : { id: coverFor },
  };
}

/** An item of a plan; undefined for an id it doesn't hold. */
export function datedItem(plan: Plan | undefined, itemId: string): DatedItem | undefined {
  const item = plan?.items.find((known) => known.itemId === itemId);
  return item && plan?.key ? { item, date: plan.key.date } : undefined;
}
