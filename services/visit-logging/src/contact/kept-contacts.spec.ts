import type { BatchContext } from '@hengxin/event-bus';
import { randomUUID } from 'node:crypto';
import { addDays, Client, ClientAssigned, Contact, ContactLogged } from '@hengxin/contracts';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { fixedClock, startTestService, type TestService } from '@hengxin/service-kit/testing';
import fc from 'fast-check';
import { visitLogging } from '../visit-logging.module.js';
import { clientFacts } from '../client-facts/client-facts.projection.js';
import { contacts as contactList } from './contact.projection.js';
import { ContactsQueries } from './contacts.queries.js';
import { KeepingDay } from './keeping-day.js';

const FIRST = '2026-03-02';
const MANAGERS = ['S1', 'S2', 'S3'];

let service: TestService;
beforeAll(async () => void (service = await startTestService(visitLogging)), 60_000);
afterAll(() => service?.stop());

const recorded = (stream: string, event: { type: string; version: number; data: object }, revision = 0) =>
  ({ ...event, id: randomUUID(), meta: {}, stream, revision, position: '', recordedAt: '' }) as RecordedEvent;

interface Assigned {
  readonly clientId: string;
  readonly rmId: string;
  readonly from: string;
}
const assignment = ({ clientId, rmId, from }: Assigned, revision: number) =>
  recorded(Client.stream(clientId), ClientAssigned.of({ clientId, rmId, from, previousRmId: null }), revision);

interface Made {
  readonly contactId: string;
  readonly clientId: string;
  readonly staffId: string;
  readonly startedAt: string;
}
function contact({ contactId, clientId, staffId, startedAt }: Made): RecordedEvent {
  const who = {
    contactId,
    clientId,
    staffId,
    unitId: 'U1',
    channel: 'PHONE' as const,
    outcome: 'ENGAGED' as const,
    effective: true,
    late: false,
  };
  const when = {
    startedAt,
    endedAt: startedAt,
    loggedAt: startedAt,
    businessDate: startedAt.slice(0, 10),
    followUpOn: null,
  };
  return recorded(Contact.stream(contactId), ContactLogged.of({ ...who, ...when, planItemId: null, notes: null }));
}

const client = fc.constantFrom('C1', 'C2', 'C3');
const manager = fc.constantFrom(...MANAGERS);
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('contact' as const),
      clientId: client,
      staffId: manager,
      minutesAgo: fc.nat(50_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('assigned' as const),
      clientId: client,
      rmId: manager,
      inDays: fc.integer({ min: -3, max: 4 }),
    }),
  },
  fc.record({ kind: fc.constant('days pass' as const), days: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('heard from the beginning' as const) }),
  fc.record({ kind: fc.constant('started over' as const), inDays: fc.integer({ min: 0, max: 6 }) }),
);

/** Who keeps a client on a day, by a walk over all assignments. */
function keeperOf(assigned: readonly Assigned[], clientId: string, on: string): string | undefined {
  const latest = new Map(assigned.filter((each) => each.clientId === clientId).map((each) => [each.from, each.rmId]));
  return [...latest]
    .filter(([from]) => from <= on)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .at(-1)?.[1];
}

it('a manager finds what they made and what was made for clients they keep today, in whatever order contacts, handovers and days come', async () => {
  const { database } = service.parts;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      await database.query('truncate contact, kept_contact, client, client_assignment');
      const clock = fixedClock(`${FIRST}T09:00:00+08:00`);
      let queries = new ContactsQueries(database, clock, new KeepingDay(database, clock));
      const contacts: Made[] = [];
      const assigned: Assigned[] = [];
      for (const [n, next] of steps.entries()) {
        if (next.kind === 'contact') {
          const startedAt = new Date(Date.parse(`${FIRST}T08:00:00+08:00`) - next.minutesAgo * 60_000).toISOString();
          const made = { contactId: `K${n}`, clientId: next.clientId, staffId: next.staffId, startedAt };
          contacts.push(made);
          await database.tx((tx) => contactList.apply([contact(made)], { tx } as BatchContext));
        } else if (next.kind === 'assigned') {
          const each = { clientId: next.clientId, rmId: next.rmId, from: addDays(clock.today(), next.inDays) };
          assigned.push(each);
          await database.tx((tx) => clientFacts.apply([assignment(each, assigned.length)], { tx } as BatchContext));
        } else if (next.kind === 'days pass') {
          clock.set(`${addDays(clock.today(), next.days)}T09:00:00+08:00`);
        } else if (next.kind === 'started over') {
          clock.set(`${addDays(FIRST, next.inDays)}T09:00:00+08:00`);
          queries = new ContactsQueries(database, clock, new KeepingDay(database, clock));
        }
        // Up to somewhere: a list is right while the rest is still to be read again.
        if (next.kind === 'heard from the beginning')
          for (const [i, each] of assigned.slice(0, 1 + (n % 3)).entries())
            await database.tx((tx) => clientFacts.apply([assignment(each, i + 1)], { tx } as BatchContext));
        for (const rmId of MANAGERS) {
          const found = await queries.newest({
            seeds: [
              { by: 'staff', ids: [rmId] },
              { by: 'keeper', id: rmId },
            ],
            limit: 21,
          });
          const theirs = contacts.filter(
            (each) => each.staffId === rmId || keeperOf(assigned, each.clientId, clock.today()) === rmId,
          );
          expect(found.map(({ contactId }) => contactId).sort()).toEqual(
            theirs.map(({ contactId }) => contactId).sort(),
          );
          for (const each of found) expect(each.rmId).toBe(keeperOf(assigned, each.clientId, clock.today()) ?? null);
        }
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);

it('a keeper who was corrected on the day is not put back while the first word is heard again', async () => {
  const { database } = service.parts;
  await database.query('truncate contact, kept_contact, client, client_assignment');
  const of = (rmId: string) => ({ clientId: 'C1', rmId, from: FIRST });
  const hear = async (rmId: string, revision: number) => {
    await database.tx((tx) => clientFacts.apply([assignment(of(rmId), revision)], { tx } as BatchContext));
    return (await database.query<{ rm_id: string }>('select rm_id from client_assignment'))[0]!.rm_id;
  };
  expect([
    await hear('S1', 1),
    await hear('S2', 2),
    await hear('S1', 1),
    await hear('S2', 2),
    await hear('S1', 3),
  ]).toEqual(['S1', 'S2', 'S2', 'S2', 'S1']);
});
