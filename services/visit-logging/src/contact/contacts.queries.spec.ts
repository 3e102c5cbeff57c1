import { type Channel, CHANNELS } from '@hengxin/contracts';
import { BatchedPages, together } from '@hengxin/service-kit';
import { startTestService, type TestService } from '@hengxin/service-kit/testing';
import { isPlannedOnce, statementCost } from '@hengxin/testing';
import { visitLogging } from '../visit-logging.module.js';
import type { ContactSearch, StoredContact } from './contacts.queries.js';
import { NEWEST_FIRST, newestStatement } from './contacts.statements.js';

const TODAY = '2026-03-02';
const ZONE = 'Asia/Shanghai';
const LIMIT = 21;

let service: TestService;
beforeAll(async () => void (service = await startTestService(visitLogging)), 60_000);
afterAll(() => service?.stop());

const query = <Row>(text: string, values: readonly unknown[] = []) => service.parts.database.query<Row>(text, values);

/**
 * A bank of 20 units with one manager each, who keep 300 clients each. Contacts a client over the last days; one in
 * four was made by the manager next door, who kept the client before.
 */
async function bankOf(contactsAClient: number): Promise<void> {
  await query('truncate contact, kept_contact, client_assignment');
  await query(
    `insert into client_assignment (client_id, from_day, rm_id)
     select 'C' || s || '-' || n, '2025-01-01'::date, 'S' || s from generate_series(1, 20) s, generate_series(1, 300) n`,
  );
  await query(
    `insert into contact (contact_id, client_id, staff_id, unit_id, channel, started_at, business_date, effective, data)
     select 'K' || row_number() over (), 'C' || s || '-' || n, 'S' || maker, 'U' || maker, ($2::text[])[1 + (n + k) % $3::int], at, at::date, true,
       jsonb_build_object('contactId', 'K' || s || '-' || n || '-' || k, 'notes', repeat('x', 200))
     from generate_series(1, 20) s, generate_series(1, 300) n, generate_series(1, $1::int) k
       cross join lateral (select 1 + (s - 1 + case when (n + k) % 4 = 0 then 1 else 0 end) % 20 as maker,
         timestamptz '2026-03-01T18:00:00+08:00' - make_interval(mins => (k * 300 + n) * 37 + s) as at) made`,
    [contactsAClient, CHANNELS, CHANNELS.length],
  );
  await query(
    `insert into kept_contact (rm_id, started_at, contact_id, client_id)
     select a.rm_id, c.started_at, c.contact_id, c.client_id from contact c join client_assignment a using (client_id) where a.rm_id <> c.staff_id`,
  );
  await query('vacuum analyze contact');
  await query('vacuum analyze kept_contact');
  await query('analyze client_assignment');
}

const statement = (search: ContactSearch) => newestStatement(search, TODAY, ZONE);

const managers: ContactSearch = {
  seeds: [
    { by: 'staff', ids: ['S7'] },
    { by: 'keeper', id: 'S7' },
  ],
  limit: LIMIT,
};
const SUBTREE = Array.from({ length: 10 }, (_, n) => `U${n + 1}`);
const heads: ContactSearch = { seeds: [{ by: 'unit', ids: SUBTREE }], limit: LIMIT };
const banks: ContactSearch = { seeds: [{ by: 'all' }], limit: LIMIT };

describe.each([
  ['a contact a client', 1],
  ['more than a page of contacts a client', 25],
])('of a bank with %s', (_, contactsAClient) => {
  beforeAll(() => bankOf(contactsAClient), 120_000);

  const after = { startedMs: Date.parse('2026-02-28T00:00:00+08:00'), contactId: 'K1' };
  it.each([
    ['a manager', managers, 2],
    ['a manager further on', { ...managers, after }, 2],
    ['a manager within days', { ...managers, from: '2026-02-01', to: '2026-02-27' }, 2],
    ['a head of ten units', heads, 10],
    ['the bank', banks, CHANNELS.length],
    ['the bank over some channels', { ...banks, channels: ['SMS', 'PHONE'] as Channel[] }, 2],
  ])('the list of %s reads a page of places a range, and the rows of one page', async (_who, search, ranges) => {
    const { rows, pages } = await service.parts.database.tx((tx) =>
      statementCost((...call) => tx.query(...call), statement(search)),
    );
    // Places; then the row and the keeper of each on the page.
    expect(rows).toBeLessThanOrEqual((ranges + 2) * LIMIT);
    // Down an index and along its leaves for each range; down two indexes and a row for each on the page.
    expect(pages).toBeLessThanOrEqual(ranges * 7 + LIMIT * 8);
  });

  it.each([
    ['a manager', managers],
    ['a head of ten units', heads],
    ['the bank', banks],
  ])('the list of %s is planned once', async (_who, search) => {
    expect(
      await service.parts.database.tx((tx) => isPlannedOnce((...call) => tx.query(...call), statement(search))),
    ).toBe(true);
  });

  const neighbours = ['S7', 'S8', 'S9', 'S10'].map((id): ContactSearch => ({
    seeds: [
      { by: 'staff', ids: [id] },
      { by: 'keeper', id },
    ],
    limit: LIMIT,
  }));

  it('lists that are asked for together are what each is alone, and are read together', async () => {
    const { database } = service.parts;
    const names: (string | undefined)[] = [];
    const pages = new BatchedPages<StoredContact>(
      {
        query: (text, values, name) => {
          names.push(name);
          return database.query(text, values, name);
        },
      },
      NEWEST_FIRST,
    );
    const asked = [...neighbours, ...neighbours, { ...neighbours[0]!, after }, banks, banks, heads].map(statement);
    const alone = await Promise.all(asked.map(({ text, values }) => database.query<object>(text, values)));
    const found = await Promise.all(asked.map((each) => pages.read(each)));
    expect(found.map((page) => page.map(({ contactId }) => contactId))).toEqual(
      alone.map((page) => page.map((row) => (row as { contactId: string }).contactId)),
    );
    expect(found[0]).toHaveLength(LIMIT);
    expect(names.length).toBeLessThan(asked.length);
    expect(names).toContain(`${statement(neighbours[0]!).name}-x4`);
  });

  it('lists that are read together read no more than each alone', async () => {
    const { rows, pages } = await service.parts.database.tx((tx) =>
      statementCost((...call) => tx.query(...call), together(neighbours.map(statement), NEWEST_FIRST)),
    );
    expect(rows).toBeLessThanOrEqual(neighbours.length * (2 + 2) * LIMIT);
    expect(pages).toBeLessThanOrEqual(neighbours.length * (2 * 7 + LIMIT * 8));
  });

  it.each([
    ['managers', neighbours],
    ['heads', [heads, heads]],
    ['the bank', [banks, banks]],
  ])('lists of %s that are read together are planned once', async (_who, searches) => {
    const both = together(searches.map(statement), NEWEST_FIRST);
    expect(await service.parts.database.tx((tx) => isPlannedOnce((...call) => tx.query(...call), both))).toBe(true);
  });
});
