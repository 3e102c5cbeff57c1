import type { BatchContext } from '@hengxin/event-bus';
import { randomUUID } from 'node:crypto';
import { Client, ClientProfileChanged, ClientRegistered } from '@hengxin/contracts';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { Database } from '@hengxin/service-kit';
import { type FixedClock, fixedClock } from '@hengxin/service-kit/testing';
import { ClientCache } from './client-cache.js';
import { clients } from './client.projection.js';
import { PortfolioDay } from '../portfolio/portfolio-day.js';
import { readModelDatabase } from './spec-database.suite.js';

let database: Database;
let drop: () => Promise<void>;
let clock: FixedClock;

beforeAll(async () => {
  ({ database, drop } = await readModelDatabase());
  clock = fixedClock();
}, 60_000);
afterAll(() => drop?.());

const facts = {
  phone: null,
  tier: 'GOLD' as const,
  interests: [],
  preferredChannel: null,
  birthday: null,
  contactsAYear: 6,
};
const record = (event: { type: string; version: number; data: { clientId: string } }) =>
  ({
    ...event,
    id: randomUUID(),
    meta: {},
    stream: Client.stream(event.data.clientId),
    revision: 0,
    position: '',
    recordedAt: '',
  }) as RecordedEvent;
const registered = (clientId: string) =>
  record(ClientRegistered.of({ clientId, name: 'v0', ...facts, registeredOn: '2026-01-01' }));
const renamed = (clientId: string, name: string) =>
  record(ClientProfileChanged.of({ clientId, name, changedOn: '2026-01-01' }));
const project = (...events: RecordedEvent[]) =>
  database.tx((tx) => clients(() => clock.today()).apply(events, { tx } as BatchContext));
const instance = (over: Pick<Database, 'query'> = database) =>
  new ClientCache(over as Database, new PortfolioDay(database, clock));
const nameOf = async (cache: ClientCache, id: string) => (await cache.load([id]))[0]?.name;

it('never answers with less than what was committed before the question, in any instance', async () => {
  const ids = Array.from({ length: 20 }, (_, i) => `C${i}`);
  await project(...ids.map(registered));
  const instances = [instance(), instance(), instance()];
  const committed = new Map(ids.map((id) => [id, 0]));
  const ask = async (cache: ClientCache, round: number) => {
    const id = ids[(round * 7) % ids.length]!;
    const atLeast = committed.get(id)!;
    expect(Number((await nameOf(cache, id))!.slice(1))).toBeGreaterThanOrEqual(atLeast);
  };
  const write = async (writer: number) => {
    for (let round = 1; round <= 40; round++) {
      const mine = ids.filter((_, i) => i % 2 === writer);
      await project(...mine.map((id) => renamed(id, `v${round}`)));
      for (const id of mine) committed.set(id, round);
    }
  };
  const read = async (cache: ClientCache) => {
    for (let round = 0; round < 400; round++) await ask(cache, round);
  };
  await Promise.all([write(0), write(1), ...instances.flatMap((cache) => [read(cache), read(cache), read(cache)])]);
  for (const cache of instances) expect((await cache.load(ids)).map((row) => row?.name)).toEqual(ids.map(() => 'v40'));
}, 60_000);

it('forgets everything when it has missed changes that are no longer listed', async () => {
  await project(registered('M1'));
  const cache = instance();
  expect(await nameOf(cache, 'M1')).toBe('v0');
  await project(renamed('M1', 'v1'));
  await database.query('delete from client_change where version < (select max(version) from client_change)');
  await project(renamed('M1', 'v2'));
  await database.query('delete from client_change where version < (select max(version) from client_change)');
  expect(await nameOf(cache, 'M1')).toBe('v2');
});

it('forgets everything when too many clients changed to be named', async () => {
  await project(registered('M2'));
  const cache = instance();
  expect(await nameOf(cache, 'M2')).toBe('v0');
  await project(renamed('M2', 'v1'));
  await database.query(
    'update client_change set client_ids = null where version = (select max(version) from client_change)',
  );
  expect(await nameOf(cache, 'M2')).toBe('v1');
});

it('knows a client from the moment they are registered', async () => {
  const cache = instance();
  expect(await nameOf(cache, 'M3')).toBeUndefined();
  await project(registered('M3'));
  expect(await nameOf(cache, 'M3')).toBe('v0');
});

function gate(): { open: () => void; opened: Promise<void> } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** A database whose answers to one statement can be held back: what was read, but has not arrived. */
class SlowDatabase {
  private held: { name: string; until: Promise<void>; asked: () => void } | undefined;

  /** Holds back the next answer to a statement. `asked` resolves once the database has answered it. */
  hold(name: string): { asked: Promise<void>; release: () => void } {
    const answered = gate();
    const released = gate();
    this.held = { name, until: released.opened, asked: answered.open };
    return { asked: answered.opened, release: released.open };
  }

  async query<Row>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]> {
    const held = this.held?.name === name ? this.held : undefined;
    if (held) this.held = undefined;
    const rows = await database.query<Row>(text, values, name);
    held?.asked();
    await held?.until;
    return rows;
  }
}

it('a question does not trust a check that looked before it was asked', async () => {
  await project(registered('R1'));
  const slow = new SlowDatabase();
  const cache = instance(slow);
  await nameOf(cache, 'R1');
  const check = slow.hold('changes');
  const earlier = nameOf(cache, 'R1');
  await check.asked;
  await project(renamed('R1', 'v1'));
  const later = nameOf(cache, 'R1');
  check.release();
  expect(await later).toBe('v1');
  await earlier;
});

it('a row that was read before a change and arrives after it is not kept', async () => {
  await project(registered('R2'), registered('R3'));
  const slow = new SlowDatabase();
  const cache = instance(slow);
  await nameOf(cache, 'R3');
  const read = slow.hold('clients-by-id');
  const earlier = nameOf(cache, 'R2');
  await read.asked;
  await project(renamed('R2', 'v1'));
  await nameOf(cache, 'R3');
  read.release();
  await earlier;
  expect(await nameOf(cache, 'R2')).toBe('v1');
});

it('a check that failed does not stop the next', async () => {
  await project(registered('R4'));
  let fails = true;
  const cache = instance({
    query: async (...statement) => (fails ? Promise.reject(new Error('gone')) : database.query(...statement)),
  });
  await expect(nameOf(cache, 'R4')).rejects.toThrow('gone');
  fails = false;
  expect(await nameOf(cache, 'R4')).toBe('v0');
});
