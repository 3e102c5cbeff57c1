import { measure } from './measure.js';
import { metric } from './metric.js';

export const clients = measure('clients', 'CLIENT', { subject: 'client', counts: ({ effective }) => effective });

export const CLIENTS_CONTACTED = metric('CLIENTS_CONTACTED', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  rule: 14,
  name: { en: 'Clients reached', zh: '联系客户数' },
  summary: 'Distinct clients with a contact.',
  summaryZh: '有有效联系的不同客户数。',
  formula: { kind: 'count', of: clients },
  drillDown: 'CONTACTS',
  isRestated: true,
});
