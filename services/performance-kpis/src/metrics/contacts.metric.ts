import { measure } from './measure.js';
import { metric } from './metric.js';

export const contacts = measure('contacts', 'CONTACT', {
  subject: 'touch',
  value: ({ effective }) => (effective ? 1 : 0),
});

export const CONTACTS = metric('CONTACTS', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  rule: 5,
  name: { en: 'Contacts', zh: '有效联系' },
  summary: 'Effective contacts: two-way, individual and with an outcome.',
  summaryZh: '有效联系：双向、一对一且有结果。',
  formula: { kind: 'count', of: contacts },
  drillDown: 'CONTACTS',
  isRestated: true,
});
