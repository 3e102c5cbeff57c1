import { type Agreements, type FollowUp, type LastContact, openFollowUp } from './follow-up.policy.js';

const at = (day: string, time = '10:00') => `2026-03-${day}T${time}:00+08:00`;
const on = (day: string) => `2026-03-${day}`;
const contact = (day: string, time?: string): LastContact => ({ at: at(day, time), on: on(day) });
const NONE: Agreements = { promise: null, nextTry: null, deferral: null, released: null };
const agreed = (day: string): FollowUp => ({ on: on(day), dueSince: on(day), promisedOn: on(day), deferred: false });
const tried = (day: string): FollowUp => ({ ...agreed(day), promisedOn: null, nextTryOn: on(day) });
const skipped = (day: string) => ({ at: at(day), on: on(day) });

describe('rule 1: what is still open of a client’s agreements', () => {
  const promise = { madeAt: at('02'), on: on('20') };
  const deferral = { madeAt: at('05'), madeOn: on('05'), to: on('12'), dueSince: on('01') };
  const putOff = (promisedOn: string | null = null): FollowUp => ({
    on: on('12'),
    dueSince: on('01'),
    promisedOn,
    deferred: true,
  });
  const cases: Record<string, { agreements: Partial<Agreements>; last?: LastContact; then: FollowUp | null }> = {
    'nothing agreed, nothing due': { agreements: {}, then: null },
    'a promise is open after the contact that made it': {
      agreements: { promise },
      last: contact('02'),
      then: agreed('20'),
    },
    'a contact on the promised day keeps the promise': { agreements: { promise }, last: contact('20'), then: null },
    'a contact after the promised day keeps the promise': { agreements: { promise }, last: contact('25'), then: null },
    'a chance contact before the promised day leaves it standing': {
      agreements: { promise },
      last: contact('10'),
      then: agreed('20'),
    },
    'a contact for a second call on the same day keeps it': {
      agreements: { promise: { madeAt: at('02'), on: on('02') } },
      last: contact('02', '15:00'),
      then: null,
    },
    'a promise whose day had passed before the contact that made it was logged is open, and due since its day': {
      agreements: { promise: { madeAt: at('02'), on: on('04') } },
      last: contact('02'),
      then: agreed('04'),
    },
    'a promise recorded late is kept by a contact that took place meanwhile, on its day or after': {
      agreements: { promise: { madeAt: at('02'), on: on('04') } },
      last: contact('05'),
      then: null,
    },
    'a promise is let go by skipping its item': {
      agreements: { promise, released: skipped('20') },
      last: contact('02'),
      then: null,
    },
    'a promise made after a skip stands': {
      agreements: { promise, released: skipped('01') },
      last: contact('02'),
      then: agreed('20'),
    },
    'the next try after a touch ends with any later contact': {
      agreements: { nextTry: { madeAt: at('02'), on: on('09') } },
      last: contact('04'),
      then: null,
    },
    'the next try stands while nobody was reached': {
      agreements: { nextTry: { madeAt: at('02'), on: on('09') } },
      then: tried('09'),
    },
    'a next try on the promised day is the promise': {
      agreements: { promise, nextTry: { madeAt: at('03'), on: on('20') } },
      last: contact('02'),
      then: agreed('20'),
    },
    'the earlier of promise and next try comes first': {
      agreements: { promise, nextTry: { madeAt: at('03'), on: on('04') } },
      last: contact('02'),
      then: tried('04'),
    },
    'a skip leaves a promise of a later day standing': {
      agreements: { promise, released: skipped('10') },
      last: contact('02'),
      then: agreed('20'),
    },
    'a deferral keeps the day on which the item first fell due': { agreements: { deferral }, then: putOff() },
    'a deferral ends with any later contact': { agreements: { deferral }, last: contact('06'), then: null },
    'a deferral overrules a promise that had fallen due, whose day is still told': {
      agreements: { deferral, promise: { madeAt: at('02'), on: on('05') } },
      last: contact('02'),
      then: putOff(on('05')),
    },
    'a deferral leaves a promise ahead standing: the earlier day counts, and until then nothing else plans the client':
      {
        agreements: { deferral, promise: { madeAt: at('02'), on: on('08') } },
        last: contact('02'),
        then: { ...agreed('08'), deferred: true },
      },
    'a promise ahead of a deferral and after its day waits behind it': {
      agreements: { deferral, promise },
      last: contact('02'),
      then: putOff(),
    },
    'a deferral to the promised day leaves it agreed': {
      agreements: { deferral, promise: { madeAt: at('02'), on: on('12') } },
      last: contact('02'),
      then: putOff(on('12')),
    },
    'a promise ahead that was kept lets the deferral go as well': {
      agreements: { deferral, promise: { madeAt: at('02'), on: on('08') } },
      last: contact('08'),
      then: null,
    },
    'a deferral overrules a next try that had fallen due, and tells of no agreement': {
      agreements: { deferral, nextTry: { madeAt: at('02'), on: on('04') } },
      then: putOff(),
    },
    'a deferral leaves a next try ahead standing': {
      agreements: { deferral, nextTry: { madeAt: at('02'), on: on('08') } },
      then: { ...tried('08'), deferred: true },
    },
    'an earlier promise made after the deferral comes first': {
      agreements: { deferral, promise: { madeAt: at('06'), on: on('08') } },
      then: { ...agreed('08'), deferred: true },
    },
    'a skip leaves a deferral to a later day standing': {
      agreements: { deferral, promise: { madeAt: at('02'), on: on('08') }, released: skipped('08') },
      last: contact('02'),
      then: putOff(),
    },
    'a deferred item that was skipped later is let go': {
      agreements: { deferral, released: skipped('12') },
      then: null,
    },
  };
  for (const [title, { agreements, last, then }] of Object.entries(cases))
    it(title, () => expect(openFollowUp({ ...NONE, ...agreements }, last ?? null)).toEqual(then));
});
