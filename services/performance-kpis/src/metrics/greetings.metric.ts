import { GreetingsRecorded } from '@hengxin/contracts';
import { counting, measure } from './measure.js';
import { metric } from './metric.js';

export const greetings = measure('greetings', 'TOUCH', {
  subject: 'fact',
  counts: [
    counting(GreetingsRecorded, ({ data: { staffId, businessDate: date, clientIds } }) =>
      clientIds.map((clientId) => ({ staffId, date, value: 1, clientId })),
    ),
  ],
});

export const GREETINGS = metric('GREETINGS', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  rule: 2,
  name: { en: 'Festival greetings', zh: '节日问候' },
  summary: 'Clients greeted on festivals, each once a festival.',
  summaryZh: '节日问候的客户数，每位客户每个节日计一次。',
  formula: { kind: 'count', of: greetings },
  drillDown: 'NONE',
  counted: 'FACTS',
  isRestated: false,
});
