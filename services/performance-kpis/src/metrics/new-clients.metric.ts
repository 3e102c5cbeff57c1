import { measure } from './measure.js';
import { metric } from './metric.js';

export const newClients = measure('new_clients', 'CLIENT', {
  subject: 'part',
  value: ({ part, isFirst, from }) => (isFirst && part.from === from ? 1 : 0),
  countsOn: ({ part, isFirst }) => (isFirst ? [part.from] : []),
});

export const NEW_CLIENTS = metric('NEW_CLIENTS', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  rule: 21,
  name: { en: 'New clients', zh: '新增客户' },
  summary: 'Clients on the day from which their first manager keeps them.',
  summaryZh: '首位客户经理开始管户当天的客户数。',
  formula: { kind: 'count', of: newClients },
  drillDown: 'NONE',
  counted: 'CLIENTS',
  // A bank loads its clients with the days from which they were kept: that restates no period.
  isRestated: false,
});
