import type { BusinessDate } from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf } from '@hengxin/event-sourcing';
import { GiftDelivered } from './gift.events.js';
import { giftRejections } from './gift.rejections.js';

export type DeliverGift = Command<'DeliverGift', DataOf<typeof GiftDelivered> & { readonly today: BusinessDate }>;

/** The rules of one gift. Pure: id and day arrive inside the command. */
export const gift: Decider<DeliverGift, EventOf<typeof GiftDelivered>, 'unknown' | 'delivered'> = {
  initial: 'unknown',
  decide: {
    DeliverGift: ({ today, ...facts }, state) => {
      if (state === 'delivered') return [];
      if (facts.deliveredOn > today) return giftRejections.GIFT_IN_FUTURE({ deliveredOn: facts.deliveredOn, today });
      return [GiftDelivered.of(facts)];
    },
  },
  evolve: { GiftDelivered: () => 'delivered' },
};
