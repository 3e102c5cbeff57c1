import { yuanOf } from '../visit/money.rules.js';
import type { Gift } from './gift.rules.js';

/** A thing that may be given, as the schema has it. */
export interface GiftItemView {
  readonly __typename: 'GiftItem';
  readonly id: string;
  readonly name: string;
  /** Yuan. */
  readonly value: string;
  /** Known where the stock has just been filled: the list may not have it yet. */
  readonly filled?: { readonly unitId: string; readonly pieces: number };
}

export function viewOfItem(
  id: string,
  { name, valueCents }: { readonly name: string; readonly valueCents: number },
): GiftItemView {
  return { __typename: 'GiftItem', id, name, value: yuanOf(valueCents) };
}

/** A gift as the schema has it. What it does not hold itself is resolved field by field, out of `stored`. */
export interface GiftView {
  readonly __typename: 'Gift';
  readonly id: string;
  readonly stored: Gift;
  readonly client: { readonly __typename: 'Client'; readonly id: string };
  /** Who reserved it. */
  readonly staff: { readonly __typename: 'Staff'; readonly id: string };
  readonly reservedAt: string;
  readonly state: string;
  readonly inPerson: boolean | null;
  readonly approvedBy: { readonly __typename: 'Staff'; readonly id: string } | null;
  readonly awaitingApproval: boolean;
}

export function viewOfGift(gift: Gift): GiftView {
  const { giftId, clientId, staffId, reservedAt, state, how, approverId, awaitsApproval } = gift;
  return {
    __typename: 'Gift',
    id: giftId,
    stored: gift,
    client: { __typename: 'Client', id: clientId },
    staff: { __typename: 'Staff', id: staffId },
    reservedAt,
    state,
    inPerson: how === null ? null : how === 'DELIVERED',
    approvedBy: approverId === null ? null : { __typename: 'Staff', id: approverId },
    awaitingApproval: awaitsApproval,
  };
}
