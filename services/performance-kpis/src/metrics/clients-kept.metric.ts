import { level } from './level.js';
import { metric } from './metric.js';
import { reading } from './reading.js';

export const kept = level('kept', 'CLIENT', {
  of: (_, part) => [{ from: part.from, value: 1 }],
  columns: { steps: 'kept', days: null },
});

/** Clients kept on the period's last day, today while it runs. */
export const clientsKept = reading('clients_kept', kept, 'LAST_DAY');

export const CLIENTS_KEPT = metric('CLIENTS_KEPT', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  isLevel: true,
  rule: 21,
  name: { en: 'Clients kept', zh: '管户数' },
  summary: "Clients kept on the period's last day, or today while it runs.",
  summaryZh: '周期最后一天（进行中则为今天）的管户数。',
  formula: { kind: 'count', of: clientsKept },
  drillDown: 'NONE',
  counted: 'CLIENTS',
  isRestated: false,
});
