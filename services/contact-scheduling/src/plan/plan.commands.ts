import type { BusinessDate, DayKind, PlannedItem } from '@hengxin/contracts';
import type { Command } from '@hengxin/event-sourcing';

/** Which plan: one a member of staff and day. */
export interface PlanKey {
  readonly planId: string;
  readonly staffId: string;
  readonly date: BusinessDate;
}

/** When and by whom a command is given, by the bank's clock. */
export interface Given {
  readonly callerId: string;
  /** RFC 3339 with offset. */
  readonly now: string;
  readonly today: BusinessDate;
}

/** Draws the plan of a working day. A drawn plan stays as it is; nothing to do makes no plan. */
export type DrawPlan = Command<
  'DrawPlan',
  PlanKey & { dayKind: DayKind; capacity: number; provisional: boolean; items: readonly PlannedItem[] }
>;

/** A logged contact did the item. */
export type CompleteItem = Command<'CompleteItem', { itemId: string; contactId: string; doneAt: string }>;

export type DeferItem = Command<'DeferItem', Given & { itemId: string; to: BusinessDate; reason: string }>;

export type SkipItem = Command<'SkipItem', Given & { itemId: string; reason: string }>;

/** Adds a client by hand. `item` is null when no channel of the client has a valid consent. */
export type AddItem = Command<
  'AddItem',
  Given &
    PlanKey & {
      clientId: string;
      /** True when the caller keeps the client on the day of the plan. */
      kept: boolean;
      /** Day of another plan of the caller, today or to come, in which the client stands open. */
      openOn: BusinessDate | null;
      /** True when the caller is on leave that whole day. */
      onLeave: boolean;
      item: PlannedItem | null;
      reason: string;
    }
>;

/** Puts an item of the client's keeper before into the plan of the relationship manager who keeps them now. */
export type TakeOverItem = Command<
  'TakeOverItem',
  PlanKey & { item: PlannedItem; reason: string; takenFrom: { itemId: string; staffId: string; date: BusinessDate } }
>;

/** Puts a client of somebody on leave into the plan of the one who covers for them. */
export type OfferItem = Command<'OfferItem', PlanKey & { item: PlannedItem; reason: string }>;

/** Brings back an item, `returns`, that fell away for a leave of the one whose plan it is and that was taken back. */
export type ReturnItem = Command<'ReturnItem', { item: PlannedItem; returns: string }>;

export type CancelItem = Command<
  'CancelItem',
  { itemId: string; because: 'CONSENT_WITHDRAWN' | 'HANDED_OVER' | 'ON_LEAVE' | 'COVER_ENDED' }
>;

export type PlanCommand =
  DrawPlan | CompleteItem | DeferItem | SkipItem | AddItem | TakeOverItem | OfferItem | ReturnItem | CancelItem;
