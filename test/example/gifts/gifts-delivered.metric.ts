import { counting, measure, metric } from '@hengxin/performance-kpis';
import { GiftDelivered } from './gift.events.js';

export const giftsDelivered = measure('gifts_delivered', 'GIFT', {
  subject: 'fact',
  counts: [counting(GiftDelivered, ({ data }) => ({ staffId: data.staffId, date: data.deliveredOn, value: 1 }))],
});

export const GIFTS_DELIVERED = metric('GIFTS_DELIVERED', {
  group: 'VISIT',
  direction: 'HIGHER_IS_BETTER',
  rule: 9,
  name: { en: 'Gifts delivered', zh: '送达礼品数' },
  summary: 'Gifts that were taken to clients.',
  summaryZh: '送到客户手中的礼品。',
  formula: { kind: 'count', of: giftsDelivered },
  drillDown: 'NONE',
  isRestated: false,
});
