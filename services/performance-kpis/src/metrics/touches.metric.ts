import { measure } from './measure.js';
import { metric } from './metric.js';

export const touches = measure('touches', 'TOUCH', { subject: 'touch', value: () => 1 });

export const TOUCHES = metric('TOUCHES', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  rule: 5,
  name: { en: 'Touches', zh: '触达' },
  summary: 'Everything sent or said to a client.',
  summaryZh: '向客户发送或说出的一切。',
  formula: { kind: 'count', of: touches },
  drillDown: 'TOUCHES',
  isRestated: true,
});
