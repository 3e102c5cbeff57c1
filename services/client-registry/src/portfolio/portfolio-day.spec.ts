import type { BatchContext } from '@hengxin/event-bus';
import { randomUUID } from 'node:crypto';
import { addDays, Client, ClientAssigned, ClientRegistered } from '@hengxin/contracts';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { Database } from '@hengxin/service-kit';
import { fixedClock } from '@hengxin/service-kit/testing';
import fc from 'fast-check';
import { clients } from '../client/client.projection.js';
import { PortfolioDay } from './portfolio-day.js';
import { readModelDatabase } from '../client/spec-database.suite.js';

let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => ({ database, drop } = await readModelDatabase()), 60_000);
afterAll(() => drop?.());

const FIRST = '2026-03-01';
const clientId = 'C1';
const record = (event: { type: string; version: number; data: object }) =>
  ({
    ...event,
    id: randomUUID(),
    meta: {},
    stream: Client.stream(clientId),
    revision: 0,
    position: '',
    recordedAt: '',
  }) as RecordedEvent;
const facts = {
  name: '李明',
  phone: null,
  tier: 'GOLD' as const,
  interests: [],
  preferredChannel: null,
  birthday: null,
  contactsAYear: 6,
};
const registered = record(ClientRegistered.of({ clientId, ...facts, registeredOn: FIRST }));
const assigned = (rmId: string, day: number) =>
  record(ClientAssigned.of({ clientId, rmId, from: addDays(FIRST, day), previousRmId: null }));

const keeper = async () =>
  (await database.query<{ rm_id: string | null }>('select rm_id from client where client_id = $1', [clientId]))[0]!
    .rm_id;

it('the current relationship manager is the one of the latest assignment up to today, whichever comes first: the event or its day', async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('assign' as const),
      after: fc.integer({ min: 1, max: 4 }),
      rmId: fc.constantFrom('S1', 'S2', 'S3'),
    }),
    fc.record({ kind: fc.constant('days pass' as const), days: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ kind: fc.constant('started over' as const), day: fc.integer({ min: 0, max: 10 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await database.query('truncate client, assignment, assignment_day');
      const clock = fixedClock(`${FIRST}T09:00:00+08:00`);
      let day = new PortfolioDay(database, clock);
      const ledger: { rmId: string; from: string }[] = [];
      await database.tx((tx) => clients(() => clock.today()).apply([registered], { tx } as BatchContext));
      let lastDay = 0;
      for (const each of steps) {
        if (each.kind === 'assign') {
          lastDay += each.after;
          ledger.push({ rmId: each.rmId, from: addDays(FIRST, lastDay) });
          await database.tx((tx) =>
            clients(() => clock.today()).apply([assigned(each.rmId, lastDay)], { tx } as BatchContext),
          );
        } else {
          clock.set(
            `${each.kind === 'days pass' ? addDays(clock.today(), each.days) : addDays(FIRST, each.day)}T09:00:00+08:00`,
          );
          // A clock goes back only when the service starts over.
          if (each.kind === 'started over') day = new PortfolioDay(database, clock);
        }
        await day.reached();
        expect(await keeper()).toBe(ledger.findLast(({ from }) => from <= clock.today())?.rmId ?? null);
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

it('two instances at midnight put the day in force once, and the one behind does not turn it back', async () => {
  await database.query('truncate client, assignment, assignment_day');
  const [ahead, behind] = [fixedClock('2026-03-04T23:59:59+08:00'), fixedClock('2026-03-04T23:59:59+08:00')];
  const days = [new PortfolioDay(database, ahead), new PortfolioDay(database, behind)];
  await database.tx((tx) =>
    clients(() => ahead.today()).apply([registered, assigned('S1', 0), assigned('S2', 4)], { tx } as BatchContext),
  );
  await Promise.all(days.map((day) => day.reached()));
  expect(await keeper()).toBe('S1');
  ahead.set('2026-03-05T00:00:00+08:00');
  await Promise.all(days.map((day) => day.reached()));
  expect(await keeper()).toBe('S2');
  behind.set('2026-03-05T00:00:00+08:00');
  await Promise.all(days.map((day) => day.reached()));
  expect(await keeper()).toBe('S2');
});
