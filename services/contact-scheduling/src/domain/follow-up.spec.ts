import { type Agreements, type FollowUp, type LastContact, openFollowUp } from './follow-up.js';

const at = (day: string, time = '10:00') => `2026-03-${day}T${time}:00+08:00`;
const on = (day: string) => `2026-03-${day}`;
const contact = (day: string, time?: string): LastContact => ({ at: at(day, time), on: on(day) });
const NONE: Agreements = { promise: null, nextTry: null, deferral: null, releasedAt: null };
const due = (day: string): FollowUp => ({ on: on(day), dueSince: on(day), deferred: false });

describe('what is still open of a client’s agreements', () => {
  const promise = { madeAt: at('02'), on: on('20') };
  const deferral = { madeAt: at('05'), to: on('12'), dueSince: on('01') };
  const cases: Record<string, { agreements: Partial<Agreements>; last?: LastContact; then: FollowUp | null }> = {
    'nothing agreed, nothing due': { agreements: {}, then: null },
    'a promise is open after the contact that made it': { agreements: { promise }, last: contact('02'), then: due('20') },
    'a contact on the promised day keeps the promise': { agreements: { promise }, last: contact('20'), then: null },
    'a contact after the promised day keeps the promise': { agreements: { promise }, last: contact('25'), then: null },
    'a chance contact before the promised day leaves it standing': { agreements: { promise }, last: contact('10'), then: due('20') },
    'a contact for a second call on the same day keeps it': {
      agreements: { promise: { madeAt: at('02'), on: on('02') } },
      last: contact('02', '15:00'),
      then: null,
    },
    'a promise is let go by skipping its item': { agreements: { promise, releasedAt: at('20') }, last: contact('02'), then: null },
    'a promise made after a skip stands': { agreements: { promise, releasedAt: at('01') }, last: contact('02'), then: due('20') },
    'the next try after a touch ends with any later contact': {
      agreements: { nextTry: { madeAt: at('02'), on: on('09') } },
      last: contact('04'),
      then: null,
    },
    'the next try stands while nobody was reached': { agreements: { nextTry: { madeAt: at('02'), on: on('09') } }, then: due('09') },
    'the earlier of promise and next try comes first': {
      agreements: { promise, nextTry: { madeAt: at('03'), on: on('04') } },
      last: contact('02'),
      then: due('04'),
    },
    'a deferral keeps the day on which the item first fell due': {
      agreements: { deferral },
      then: { on: on('12'), dueSince: on('01'), deferred: true },
    },
    'a deferral ends with any later contact': { agreements: { deferral }, last: contact('06'), then: null },
    'a deferral stands above a promise made before it': {
      agreements: { deferral, promise: { madeAt: at('02'), on: on('05') } },
      last: contact('02'),
      then: { on: on('12'), dueSince: on('01'), deferred: true },
    },
    'an earlier promise made after the deferral comes first': {
      agreements: { deferral, promise: { madeAt: at('06'), on: on('08') } },
      then: due('08'),
    },
    'a deferred item that was skipped later is let go': { agreements: { deferral, releasedAt: at('12') }, then: null },
  };
  for (const [title, { agreements, last, then }] of Object.entries(cases))
    it(title, () => expect(openFollowUp({ ...NONE, ...agreements }, last ?? null)).toEqual(then));
});
