import type { ConsentWord } from '../figures/client-facts.rules.js';
import { clientsKept } from './clients-kept.metric.js';
import { level, type Stretch, within } from './level.js';
import { metric } from './metric.js';
import { reading } from './reading.js';

/** When a client may be served over a channel: at the end of a day the word decided last by then counts. */
function validOver(words: readonly ConsentWord[]): Stretch[] {
  const decided = words.toSorted((a, b) => a.atMs - b.atMs);
  return decided.flatMap(({ granted, day, until }, i) => {
    const to = Math.min(until, decided[i + 1]?.day ?? until);
    return granted && day < to ? [{ from: day, to }] : [];
  });
}

/** When a client may be served over any channel. */
export function consentedIn(words: readonly ConsentWord[]): Stretch[] {
  const stretches = [...Map.groupBy(words, ({ channel }) => channel).values()]
    .flatMap(validOver)
    .sort((a, b) => a.from - b.from);
  const merged: Stretch[] = [];
  for (const { from, to } of stretches) {
    const last = merged.at(-1);
    if (last && from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else merged.push({ from, to });
  }
  return merged;
}

export const consenting = level('consenting', 'CLIENT', {
  of: ({ consents }, part) => within(part, consentedIn(consents)),
  columns: { steps: 'consenting', days: null },
});

export const CONSENTED = metric('CONSENTED', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  isLevel: true,
  rule: 7,
  name: { en: 'Clients with consent', zh: '已同意客户占比' },
  summary: 'Clients kept with a valid SERVICE consent over any channel, of all clients kept.',
  summaryZh: '任一渠道有有效服务同意的管户，占全部管户。',
  formula: { kind: 'ratio', of: reading('clients_consenting', consenting, 'LAST_DAY'), over: clientsKept },
  drillDown: 'NONE',
  counted: 'CLIENTS',
  isRestated: false,
});
