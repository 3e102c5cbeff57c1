import { type ClientFacts, contactsOf } from '../figures/client-facts.rules.js';
import { END } from '../kpi/periods.rules.js';
import { clientsKept } from './clients-kept.metric.js';
import { level, type Stretch, within } from './level.js';
import { metric } from './metric.js';
import { reading } from './reading.js';

/** More than these days without a contact, and a client is left alone: a full round with its slack (rule 1). */
const UNTOUCHED_AFTER_DAYS = 61;

/** When a client was without a contact for more than 61 days: since the last one, or since somebody kept the client. */
function stretchesOf(facts: ClientFacts): Stretch[] {
  const since = facts.assignments[0]?.from;
  if (since === undefined) return [];
  const days = contactsOf(facts).map(({ day }) => day);
  const clock = days[0] === undefined || days[0] > since ? [since, ...days] : days;
  return clock
    .map((day, i) => ({ from: day + UNTOUCHED_AFTER_DAYS + 1, to: clock[i + 1] ?? END }))
    .filter(({ from, to }) => from < to);
}

export const untouched = level('untouched', 'CLIENT', {
  of: (facts, part) => within(part, stretchesOf(facts)),
  columns: { steps: 'untouched', days: null },
  movesWithTouches: true,
});

export const UNTOUCHED_61 = metric('UNTOUCHED_61', {
  group: 'CLIENT',
  direction: 'LOWER_IS_BETTER',
  isLevel: true,
  rule: 1,
  name: { en: 'Untouched for 61 days', zh: '超过61天未联系' },
  summary: 'Clients kept without a contact for more than 61 days, of all clients kept.',
  summaryZh: '超过61天没有有效联系的管户，占全部管户。',
  formula: { kind: 'ratio', of: reading('clients_untouched', untouched, 'LAST_DAY'), over: clientsKept },
  drillDown: 'NONE',
  counted: 'CLIENTS',
  isRestated: false,
});
