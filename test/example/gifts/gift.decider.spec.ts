import { specify } from '@hengxin/testing';
import { type DeliverGift, gift } from './gift.decider.js';
import { GiftDelivered } from './gift.events.js';

const facts = { giftId: 'G1', clientId: 'C1', staffId: 'S1', deliveredOn: '2026-03-02', item: 'TEA' } as const;
const delivered = GiftDelivered.of(facts);
const deliver = (today: string): DeliverGift => ({ type: 'DeliverGift', data: { ...facts, today } });

describe('a gift', () => {
  specify(gift, {
    'is recorded on its day or later': { when: deliver('2026-03-02'), then: [delivered] },
    'is recorded once': { given: [delivered], when: deliver('2026-03-02'), then: [] },
    'is not recorded before its day': { when: deliver('2026-03-01'), then: 'GIFT_IN_FUTURE' },
  });
});
