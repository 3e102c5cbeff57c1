import { type BusinessDate, type Channel, chinaCalendar, type DayKind, type PlanReason } from '@hengxin/contracts';
import type { Language } from '@hengxin/service-kit';
import { capacityOf } from '../domain/draw-plan.js';
import { type ItemStatus, type Plan, type PlanItem, statusOn } from '../domain/plan.decider.js';
import { reasonText } from '../domain/reason-text.js';

/** `PlanItem` of the schema; its client is resolved by the registry. */
export interface PlanItemView {
  readonly id: string;
  readonly date: BusinessDate;
  readonly client: { readonly id: string };
  readonly reason: PlanReason & { readonly text: string };
  readonly channel: Channel;
  readonly status: ItemStatus | 'MISSED';
  readonly dueSince: BusinessDate;
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
  /** False for whoever keeps no clients: no places to fill. */
  readonly plans: boolean;
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
  const { staffId, date, today, plan } = day;
  const nextWorkingDay = chinaCalendar.nextWorkingDay(date);
  const dayKind = plan.drawn?.dayKind ?? chinaCalendar.dayKind(date);
  return {
    staff: { id: staffId },
    date,
    state: date > today ? 'PREVIEW' : 'DRAWN',
    dayKind,
    capacity: plan.drawn?.capacity ?? (day.plans ? capacityOf(chinaCalendar.isWorkingDay(date)) : 0),
    // At the end of a year the next working day was computed on what is known of the next one.
    provisional: (plan.drawn?.provisional ?? isProvisional(date)) || isProvisional(nextWorkingDay),
    nextWorkingDay,
    items: day.items.map((dated) => viewOfItem(dated, today, language)),
  };
}

function isProvisional(date: BusinessDate): boolean {
  return chinaCalendar.provisional(+date.slice(0, 4));
}

export function viewOfItem({ item, date }: DatedItem, today: BusinessDate, language: Language): PlanItemView {
  const { itemId, clientId, reason, channel, dueSince, note } = item;
  const status = statusOn(item, date, today);
  return {
    id: itemId,
    date,
    client: { id: clientId },
    reason: { ...reason, text: reasonText(reason, note, language) },
    channel,
    status,
    dueSince,
  };
}

/** An item of a plan; undefined for an id it doesn't hold. */
export function datedItem(plan: Plan | undefined, itemId: string): DatedItem | undefined {
  const item = plan?.items.find((known) => known.itemId === itemId);
  return item && plan?.key ? { item, date: plan.key.date } : undefined;
}
