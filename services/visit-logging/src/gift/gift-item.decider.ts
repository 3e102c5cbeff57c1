import { GiftItemDefined } from '@hengxin/contracts';
import type { Command, Decider, EventOf } from '@hengxin/event-sourcing';

/** A thing that may be given; undefined before it is defined. */
export type GiftItemState = { readonly name: string; readonly valueCents: number } | undefined;

export type DefineGiftItem = Command<
  'DefineGiftItem',
  { readonly itemId: string; readonly name: string; readonly valueCents: number; readonly now: string }
>;

/** A thing that may be given, told by who runs the platform. Gifts already reserved keep the worth that they had. */
export const giftItemDecider: Decider<DefineGiftItem, EventOf<typeof GiftItemDefined>, GiftItemState> = {
  initial: undefined,
  decide: {
    DefineGiftItem: ({ now, ...told }, item) =>
      item?.name === told.name && item.valueCents === told.valueCents
        ? []
        : [GiftItemDefined.of({ ...told, definedAt: now })],
  },
  evolve: { GiftItemDefined: ({ name, valueCents }) => ({ name, valueCents }) },
};
