import {
  type BusinessDate,
  type DayKind,
  PlanDrawn,
  PlanItemAdded,
  PlanItemCancelled,
  PlanItemDeferred,
  PlanItemDone,
  PlanItemSkipped,
  type PlannedItem,
} from '@hengxin/contracts';
import { type Decider, type EventOf, isRejected, type Rejected } from '@hengxin/event-sourcing';
import { placesForCover } from '../leave/cover.policy.js';
import { checkDate } from './calendar.rules.js';
import type { ClientsOfPlan } from './draw-plan.policy.js';
import type { CancelItem, PlanCommand, PlanKey } from './plan.commands.js';
import { type PlanRejection, planRejections as refuse } from './plan.rejections.js';

export type PlanEvent = EventOf<
  | typeof PlanDrawn
  | typeof PlanItemDone
  | typeof PlanItemDeferred
  | typeof PlanItemSkipped
  | typeof PlanItemAdded
  | typeof PlanItemCancelled
>;

/** Stored states of an item. MISSED is none of them: an open item of an earlier day is missed. */
export type ItemStatus = 'OPEN' | 'DONE' | 'DEFERRED' | 'SKIPPED' | 'CANCELLED';

export interface PlanItem extends PlannedItem {
  readonly status: ItemStatus;
  /** Why it was added by hand, in the words of who did. */
  readonly note: string | null;
  /** When a contact did it, or the day to which it was put off. */
  readonly until: string | null;
  /** The contact that did it. */
  readonly doneBy?: string;
  /** Why it was cancelled. */
  readonly because?: CancelItem['data']['because'];
}

/** The plan of one member of staff and day. */
export interface Plan {
  /** Null while nothing has happened to it. */
  readonly key: PlanKey | null;
  readonly drawn: { readonly dayKind: DayKind; readonly capacity: number; readonly provisional: boolean } | null;
  /** In the order to work through them. */
  readonly items: readonly PlanItem[];
}

type Decision = readonly PlanEvent[] | Rejected<PlanRejection>;

/** In place of somebody's words, of a drawn item that came back: its reason says all but what brought it. */
const LEAVE_TAKEN_BACK = 'LEAVE_TAKEN_BACK';

/** The rules of one plan. Pure: ids, clock and what is known of the client arrive inside the command. */
export const planDecider: Decider<PlanCommand, PlanEvent, Plan> = {
  initial: { key: null, drawn: null, items: [] },
  decide: {
    DrawPlan: (command, plan) => {
      // One open item a client and plan; a closed one speaks against no promise that is due.
      const items = command.items.filter(({ clientId }) => !standsOpen(plan, clientId));
      return plan.drawn || items.length === 0 ? [] : [PlanDrawn.of({ ...command, items })];
    },
    CompleteItem: ({ itemId, contactId, doneAt }, plan) => {
      // Heard again, it does no item that was planned after the one that it did.
      if (plan.items.some(({ doneBy }) => doneBy === contactId)) return [];
      return whileOpen(plan, itemId, (item) => PlanItemDone.of({ ...item, contactId, doneAt }));
    },
    CancelItem: ({ itemId, because }, plan) =>
      whileOpen(plan, itemId, (item) => PlanItemCancelled.of({ ...item, because })),
    DeferItem: ({ to, reason, today, now, ...given }, plan): Decision => {
      const item = ownOpenItem(plan, given);
      if (isRejected(item)) return item;
      const { date } = plan.key!;
      if (to <= today || to <= date) return refuse.DEFER_DATE_NOT_LATER({ date, to, today });
      const { dueSince } = item;
      return (
        checkDate(to, ['input', 'to']) ?? [
          PlanItemDeferred.of({ ...subject(plan, item), to, reason, dueSince, deferredAt: now }),
        ]
      );
    },
    SkipItem: ({ reason, now, ...given }, plan): Decision => {
      const item = ownOpenItem(plan, given);
      return isRejected(item) ? item : [PlanItemSkipped.of({ ...subject(plan, item), reason, skippedAt: now })];
    },
    AddItem: ({ planId, staffId, date, today, clientId, kept, onLeave, openOn, item, reason }, plan): Decision => {
      if (date < today) return refuse.PLAN_DATE_IN_PAST({ date, today });
      const outside = checkDate(date, ['input', 'date']);
      if (outside) return outside;
      if (onLeave) return refuse.PLAN_DATE_ON_LEAVE({ date });
      if (!kept) return refuse.CLIENT_NOT_KEPT({ clientId, date });
      const taken = standsOpen(plan, clientId) ? date : openOn;
      if (taken !== null) return refuse.CLIENT_ALREADY_IN_PLAN({ clientId, date: taken });
      if (item === null) return refuse.NO_CONSENTED_CHANNEL({ clientId, date });
      return [PlanItemAdded.of({ planId, staffId, date, item, reason })];
    },
    TakeOverItem: (command, plan) => {
      const { itemId, clientId } = command.item;
      const stands = plan.items.some((known) => known.itemId === itemId) || standsOpen(plan, clientId);
      return stands ? [] : [PlanItemAdded.of(command)];
    },
    OfferItem: (command, plan) => {
      const { itemId, clientId } = command.item;
      const stands = plan.items.some((known) => known.itemId === itemId) || standsOpen(plan, clientId);
      return stands || placesForCover(plan.items) === 0 ? [] : [PlanItemAdded.of(command)];
    },
    ReturnItem: ({ item, returns }, plan) => {
      // Behind one that came back, or that was planned again, nothing comes back.
      const last = plan.items.findLast(({ clientId }) => clientId === item.clientId);
      if (last?.itemId !== returns || last.because !== 'ON_LEAVE') return [];
      return [PlanItemAdded.of({ ...plan.key!, item, reason: last.note ?? LEAVE_TAKEN_BACK })];
    },
  },
  evolve: {
    PlanDrawn: ({ items, ...drawn }, plan) => ({
      key: keyOf(drawn),
      drawn: { dayKind: drawn.dayKind, capacity: drawn.capacity, provisional: drawn.provisional },
      items: [...plan.items, ...items.map((item) => open(item, null))],
    }),
    PlanItemAdded: ({ item, reason, ...key }, plan) => ({
      ...plan,
      key: keyOf(key),
      items: [...plan.items, open(item, reason)],
    }),
    PlanItemDone: ({ itemId, doneAt, contactId }, plan) =>
      close(plan, itemId, 'DONE', { until: doneAt, doneBy: contactId }),
    PlanItemDeferred: ({ itemId, to }, plan) => close(plan, itemId, 'DEFERRED', { until: to }),
    PlanItemSkipped: ({ itemId }, plan) => close(plan, itemId, 'SKIPPED'),
    PlanItemCancelled: ({ itemId, because }, plan) => close(plan, itemId, 'CANCELLED', { because }),
  },
};

/** Open items of days before today are missed; otherwise the stored state is the state. */
export function statusOn(item: PlanItem, planDate: BusinessDate, today: BusinessDate): ItemStatus | 'MISSED' {
  return item.status === 'OPEN' && planDate < today ? 'MISSED' : item.status;
}

/** The clients of a plan, as far as that decides who may be drawn into it. */
export function clientsOf({ items }: Plan): ClientsOfPlan {
  const skipped = items.filter(({ status }) => status === 'SKIPPED');
  const open = items.filter(({ status }) => status === 'OPEN');
  return new Map([...skipped, ...open].map(({ clientId, status }) => [clientId, status as 'OPEN' | 'SKIPPED']));
}

function standsOpen({ items }: Plan, clientId: string): boolean {
  return items.some((item) => item.clientId === clientId && item.status === 'OPEN');
}

/** What reactions do to an item that is still open; to any other they do nothing. */
function whileOpen(
  plan: Plan,
  itemId: string,
  event: (item: ReturnType<typeof subject>) => PlanEvent,
): readonly PlanEvent[] {
  const item = plan.items.find((known) => known.itemId === itemId);
  return item?.status === 'OPEN' ? [event(subject(plan, item))] : [];
}

function ownOpenItem(
  plan: Plan,
  { itemId, callerId }: { itemId: string; callerId: string },
): PlanItem | Rejected<PlanRejection> {
  const item = plan.items.find((known) => known.itemId === itemId);
  const facts = { planItemId: itemId };
  // Ids can be computed: nobody is to learn from a refusal that a client stands in the plan of somebody else.
  if (!item || plan.key?.staffId !== callerId) return refuse.PLAN_ITEM_UNKNOWN(facts);
  switch (item.status) {
    case 'OPEN':
      return item;
    case 'DONE':
      return refuse.PLAN_ITEM_ALREADY_DONE({ ...facts, doneAt: item.until! });
    case 'DEFERRED':
      return refuse.PLAN_ITEM_ALREADY_DEFERRED({ ...facts, to: item.until! });
    case 'SKIPPED':
      return refuse.PLAN_ITEM_ALREADY_SKIPPED(facts);
    case 'CANCELLED':
      return refuse.PLAN_ITEM_ALREADY_CANCELLED(facts);
  }
}

function subject(plan: Plan, { itemId, clientId }: PlanItem) {
  return { ...plan.key!, itemId, clientId };
}

function keyOf({ planId, staffId, date }: PlanKey): PlanKey {
  return { planId, staffId, date };
}

function open(item: PlannedItem, note: string | null): PlanItem {
  return { ...item, status: 'OPEN', note, until: null };
}

function close(
  plan: Plan,
  itemId: string,
  status: ItemStatus,
  facts: Partial<Pick<PlanItem, 'until' | 'doneBy' | 'because'>> = {},
): Plan {
  const closed = (item: PlanItem): PlanItem => ({ ...item, until: null, ...facts, status });
  return { ...plan, items: plan.items.map((item) => (item.itemId === itemId ? closed(item) : item)) };
}
