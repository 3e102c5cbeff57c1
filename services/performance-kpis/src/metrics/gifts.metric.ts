import { GiftHandedOver } from '@hengxin/contracts';
import { counting, measure } from './measure.js';
import { metric } from './metric.js';

const giftsDelivered = measure('gifts_in_person', 'GIFT', {
  subject: 'fact',
  counts: [
    counting(GiftHandedOver, ({ data }) => ({
      staffId: data.staffId,
      date: data.businessDate,
      value: data.how === 'DELIVERED' ? 1 : 0,
    })),
  ],
});
const giftsHandedOver = measure('gifts_handed_over', 'GIFT', {
  subject: 'fact',
  counts: [counting(GiftHandedOver, ({ data }) => ({ staffId: data.staffId, date: data.businessDate, value: 1 }))],
});

/** What gifts are counted by. */
export const GIFT_MEASURES = [giftsDelivered, giftsHandedOver] as const;

export const GIFTS_IN_PERSON = metric('GIFTS_IN_PERSON', {
  group: 'VISIT',
  direction: 'HIGHER_IS_BETTER',
  rule: 9,
  name: { en: 'Gifts in person', zh: '礼品当面送达率' },
  summary: 'Gifts delivered on a visit over gifts delivered or collected.',
  summaryZh: '拜访时送达的礼品占送达与自取礼品的比例。',
  formula: { kind: 'ratio', of: giftsDelivered, over: giftsHandedOver },
  drillDown: 'NONE',
  counted: 'FACTS',
  isRestated: false,
});
