import { measure } from './measure.js';
import { metric } from './metric.js';

/**
 * Items that a plan was drawn with. Those added by hand count on neither side; cancelled ones are left out of both,
 * done or not.
 */
export const drawn = measure('drawn', 'PLAN_ITEM', {
  subject: 'plan-item',
  value: (item) => (item.drawn && item.status !== 'CANCELLED' ? 1 : 0),
});

/** Drawn items that a contact did. One done days later counts for the day it was planned. */
export const done = measure('done', 'PLAN_ITEM', {
  subject: 'plan-item',
  value: (item) => (item.drawn && item.status === 'DONE' ? 1 : 0),
});

export const PLAN_COMPLETION = metric('PLAN_COMPLETION', {
  group: 'PLAN',
  direction: 'HIGHER_IS_BETTER',
  rule: 14,
  name: { en: 'Plan completion', zh: '计划完成率' },
  summary: 'Items done, of those drawn and not cancelled.',
  summaryZh: '已完成的计划项，占已生成且未取消的计划项。',
  formula: { kind: 'ratio', of: done, over: drawn },
  drillDown: 'DOING_CONTACTS',
  counted: 'PLAN_ITEMS',
  // Open items may be done later at any time.
  isRestated: false,
});
