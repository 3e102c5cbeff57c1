import { type ClientFacts, contactsOf } from '../figures/client-facts.rules.js';
import { dayOfMoment } from '../figures/day-moment.rules.js';
import type { Day } from '../kpi/periods.rules.js';
import { level } from './level.js';
import { metric } from './metric.js';
import { reading } from './reading.js';

/** A day agreed with a client for the next contact. */
interface Promised {
  readonly on: Day;
  readonly isKept: boolean;
}

/**
 * The promises of a client, made in a contact or in the review of a visit. Left out: one that was moved to another day
 * before its own, and one that was let go or put off with the plan item that stood for it.
 */
export function promisesOf(facts: ClientFacts): Promised[] {
  const contacts = contactsOf(facts);
  const inContacts = contacts.flatMap(({ at, promisedOn: on }) => (on === undefined ? [] : [{ at, on }]));
  const made = [...inContacts, ...facts.reviewPromises];
  return made.flatMap(({ at, on }) => {
    if (facts.letGo.includes(on)) return [];
    if (made.some((other) => other.at > at && dayOfMoment(other.at) < on)) return [];
    return [{ on, isKept: contacts.some((contact) => contact.at > at && contact.day <= on) }];
  });
}

const counter = (counts: (promised: Promised) => boolean) => ({
  kind: 'COUNTER' as const,
  of: (facts: ClientFacts, part: { readonly from: Day; readonly to: Day }) =>
    promisesOf(facts)
      .filter(counts)
      .filter(({ on }) => part.from <= on && on < part.to)
      .map(({ on }) => ({ from: on, value: 1 })),
  movesWithTouches: true,
});

export const promises = level('promises', 'PROMISE', {
  ...counter(() => true),
  columns: { steps: 'promises', days: null },
});

export const promisesKept = level('promises_kept', 'PROMISE', {
  ...counter(({ isKept }) => isKept),
  columns: { steps: 'promises_kept', days: null },
});

export const PROMISES_KEPT = metric('PROMISES_KEPT', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  rule: 1,
  name: { en: 'Promises kept', zh: '履约率' },
  summary: 'Promises with a contact up to their day, of those whose day is over; moved and let-go ones left out.',
  summaryZh: '约定日及之前有有效联系的约定，占约定日已过的约定；改期与取消的不计。',
  formula: {
    kind: 'ratio',
    of: reading('promises_kept_so_far', promisesKept, 'DAYS_OVER'),
    over: reading('promises_over', promises, 'DAYS_OVER'),
  },
  drillDown: 'NONE',
  counted: 'CLIENTS',
  isRestated: false,
});
