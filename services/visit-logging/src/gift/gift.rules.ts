import {
  addDays,
  type BusinessDate,
  businessDateOf,
  type GiftApproved,
  type GiftHandedOver,
  type GiftIssued,
  type GiftReserved,
  type GiftReturned,
  type GiftState,
  type HandoverWay,
} from '@hengxin/contracts';
import type { EventOf } from '@hengxin/event-sourcing';

/** What the gifts of one client and calendar year may be worth without the word of a head: 500 yuan. */
export const GIFTS_A_YEAR_CENTS = 50_000;
/** A handover without a network may be told so many days later. */
export const HANDED_OVER_BACK_DAYS = 7;

export type GiftEvent = EventOf<
  typeof GiftReserved | typeof GiftApproved | typeof GiftIssued | typeof GiftHandedOver | typeof GiftReturned
>;

/** A gift as its events tell it. */
export interface Gift {
  readonly giftId: string;
  readonly clientId: string;
  /** Who reserved it. */
  readonly staffId: string;
  readonly itemId: string;
  /** Out of whose stock. */
  readonly unitId: string;
  readonly visitId: string | null;
  readonly valueCents: number;
  readonly state: GiftState;
  readonly awaitsApproval: boolean;
  readonly approverId: string | null;
  readonly reservedAt: string;
  readonly reservedOn: BusinessDate;
  readonly how: HandoverWay | null;
}

/** A gift after one more event; undefined for one whose reservation is not known. */
export function giftAfter(event: GiftEvent, gift: Gift | undefined): Gift | undefined {
  if (event.type === 'GiftReserved') return { ...event.data, state: 'RESERVED', approverId: null, how: null };
  if (!gift) return undefined;
  switch (event.type) {
    case 'GiftApproved':
      return { ...gift, awaitsApproval: false, approverId: event.data.approverId };
    case 'GiftIssued':
      return { ...gift, state: 'ISSUED' };
    case 'GiftHandedOver': {
      const { how, visitId } = event.data;
      return { ...gift, state: how, how, visitId: visitId ?? gift.visitId };
    }
    case 'GiftReturned':
      return { ...gift, state: 'RETURNED', awaitsApproval: false };
  }
}

/** Rule 9: what the gifts are worth together. Reserved ones count, returned ones don't. */
export function worthOf(gifts: Iterable<Pick<Gift, 'state' | 'valueCents'>>): number {
  let cents = 0;
  for (const { state, valueCents } of gifts) if (state !== 'RETURNED') cents += valueCents;
  return cents;
}

/**
 * Rule 9: with this one the gifts of client and year are worth more than 500 yuan. It is judged as the gift is
 * reserved: what is returned later makes room for those that wait, and for the next one.
 */
export function needsApproval(others: Iterable<Gift>, valueCents: number): boolean {
  return worthOf(others) + valueCents > GIFTS_A_YEAR_CENTS;
}

/**
 * Rule 9: those of the gifts of a client and year that need no approval any more, since one was returned, which does
 * not count: all that waited, where together they are worth no more than 500 yuan by now.
 */
export function freedByReturn(gifts: readonly Gift[]): Gift[] {
  if (worthOf(gifts) > GIFTS_A_YEAR_CENTS) return [];
  return gifts.filter(({ awaitsApproval }) => awaitsApproval).map((gift) => ({ ...gift, awaitsApproval: false }));
}

/** A gift may be handed over now, or some days ago where it was told without a network. */
export function mayHaveBeenHandedOver(at: string, now: string, timeZone: string): boolean {
  if (Date.parse(at) > Date.parse(now)) return false;
  return businessDateOf(at, timeZone) >= addDays(businessDateOf(now, timeZone), -HANDED_OVER_BACK_DAYS);
}
