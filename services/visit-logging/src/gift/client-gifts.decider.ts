import {
  businessDateOf,
  GiftApproved,
  GiftHandedOver,
  GiftIssued,
  GiftReserved,
  GiftReturned,
  type GiftStockTaken,
  type HandoverWay,
} from '@hengxin/contracts';
import { type Command, type DataOf, type Decider, isRejected, type Rejected } from '@hengxin/event-sourcing';
import { giftRejections as refuse } from './gift.rejections.js';
import {
  freedByReturn,
  type Gift,
  giftAfter,
  type GiftEvent,
  HANDED_OVER_BACK_DAYS,
  mayHaveBeenHandedOver,
  needsApproval,
} from './gift.rules.js';

/** All gifts of one client in one calendar year, by their ids. */
export type ClientGiftsState = Readonly<Record<string, Gift>>;

/** Who speaks of a gift, and when. */
interface Given {
  readonly giftId: string;
  readonly callerId: string;
  readonly now: string;
  readonly timeZone: string;
  /** The caller reserved it, keeps its client, or heads either. */
  readonly withinReach: boolean;
}

/** A visit that a handover names, as far as it matters. */
export interface VisitOfGift {
  readonly clientId: string;
  /** It has begun, and the client was there. */
  readonly hasStarted: boolean;
}

export type RecordReservation = Command<'RecordReservation', DataOf<typeof GiftStockTaken>>;
export type DecideApproval = Command<
  'DecideApproval',
  Given & { readonly approve: boolean; readonly reason: string | null; readonly isHeadAbove: boolean }
>;
export type IssueGift = Command<'IssueGift', Given>;
export type HandOverGift = Command<
  'HandOverGift',
  Given & {
    readonly how: HandoverWay;
    readonly at: string;
    readonly visitId: string | null;
    /** Null for one that is not known. */
    readonly visit: VisitOfGift | null;
  }
>;
export type ReturnGift = Command<'ReturnGift', Given & { readonly reason: string | null }>;

export type ClientGiftsCommand = RecordReservation | DecideApproval | IssueGift | HandOverGift | ReturnGift;

type Decision = readonly GiftEvent[] | Rejected;

/** The gifts of a client and year (rule 9): from reserved over issued to delivered, collected or returned. */
export const clientGiftsDecider: Decider<ClientGiftsCommand, GiftEvent, ClientGiftsState> = {
  initial: {},
  decide: {
    RecordReservation: (taken, gifts): Decision => {
      if (gifts[taken.giftId]) return [];
      const awaitsApproval = needsApproval(Object.values(gifts), taken.valueCents);
      return [GiftReserved.of({ ...taken, awaitsApproval })];
    },
    DecideApproval: ({ approve, reason, isHeadAbove, ...given }, gifts): Decision => {
      const gift = giftOf(given, gifts);
      if (isRejected(gift)) return gift;
      const { giftId, clientId, state, awaitsApproval } = gift;
      if (state !== 'RESERVED' || !awaitsApproval) return refuse.GIFT_NOT_AWAITING({ giftId, state });
      if (!isHeadAbove) return refuse.GIFT_APPROVAL_OF_ANOTHER({ giftId });
      return approve
        ? [GiftApproved.of({ giftId, clientId, approverId: given.callerId, approvedAt: given.now })]
        : [returned(gift, given, { reason, isDeclined: true })];
    },
    IssueGift: (given, gifts): Decision => {
      const gift = giftOf(given, gifts);
      if (isRejected(gift)) return gift;
      const { giftId, clientId, state, awaitsApproval } = gift;
      if (state !== 'RESERVED') return refuse.GIFT_NOT_RESERVED({ giftId, state });
      if (awaitsApproval) return refuse.GIFT_AWAITS_APPROVAL({ giftId });
      return [GiftIssued.of({ giftId, clientId, issuedBy: given.callerId, issuedAt: given.now })];
    },
    HandOverGift: (command, gifts): Decision => {
      const gift = giftOf(command, gifts);
      return isRejected(gift) ? gift : handOver(command, gift);
    },
    ReturnGift: ({ reason, ...given }, gifts): Decision => {
      const gift = giftOf(given, gifts);
      if (isRejected(gift)) return gift;
      const { giftId, state } = gift;
      if (state !== 'RESERVED' && state !== 'ISSUED') return refuse.GIFT_SETTLED({ giftId, state });
      return [returned(gift, given, { reason, isDeclined: false })];
    },
  },
  evolve: {
    GiftReserved: (data, gifts) => kept({ type: 'GiftReserved', version: 1, data }, gifts),
    GiftApproved: (data, gifts) => kept({ type: 'GiftApproved', version: 1, data }, gifts),
    GiftIssued: (data, gifts) => kept({ type: 'GiftIssued', version: 1, data }, gifts),
    GiftHandedOver: (data, gifts) => kept({ type: 'GiftHandedOver', version: 1, data }, gifts),
    GiftReturned: (data, gifts) => withRoom(kept({ type: 'GiftReturned', version: 1, data }, gifts)),
  },
};

function handOver(command: HandOverGift['data'], { giftId, clientId, state, visitId: foreseen }: Gift): Decision {
  const { how, at, now, timeZone, visit, callerId: staffId } = command;
  if (state !== 'ISSUED') return refuse.GIFT_NOT_ISSUED({ giftId, state });
  if (!mayHaveBeenHandedOver(at, now, timeZone))
    return refuse.GIFT_MOMENT_OUTSIDE({ at, now, days: HANDED_OVER_BACK_DAYS });
  const told = { giftId, clientId, staffId, how, handedOverAt: at, businessDate: businessDateOf(at, timeZone) };
  if (how === 'COLLECTED') return [GiftHandedOver.of({ ...told, visitId: null })];
  const visitId = command.visitId ?? foreseen;
  if (visitId === null) return refuse.GIFT_VISIT_MISSING();
  if (visit?.clientId !== clientId) return refuse.GIFT_VISIT_FOREIGN({ visitId });
  if (!visit.hasStarted) return refuse.GIFT_VISIT_NOT_STARTED({ visitId });
  return [GiftHandedOver.of({ ...told, visitId })];
}

function returned(
  { giftId, clientId, itemId, unitId }: Gift,
  { callerId: returnedBy, now: returnedAt }: Given,
  why: { readonly reason: string | null; readonly isDeclined: boolean },
): GiftEvent {
  return GiftReturned.of({ giftId, clientId, itemId, unitId, returnedBy, returnedAt, ...why });
}

/** A gift that is not the caller's to speak of is refused as an unknown one. */
function giftOf({ giftId, withinReach }: Given, gifts: ClientGiftsState): Gift | Rejected {
  const gift = Object.hasOwn(gifts, giftId) ? gifts[giftId] : undefined;
  return gift && withinReach ? gift : refuse.GIFT_UNKNOWN({ giftId });
}

function kept(event: GiftEvent, gifts: ClientGiftsState): ClientGiftsState {
  const gift = giftAfter(event, gifts[event.data.giftId]);
  return gift ? { ...gifts, [gift.giftId]: gift } : gifts;
}

/** What was returned makes room for gifts that wait for approval. */
function withRoom(gifts: ClientGiftsState): ClientGiftsState {
  const freed = freedByReturn(Object.values(gifts));
  return { ...gifts, ...Object.fromEntries(freed.map((gift) => [gift.giftId, gift])) };
}
