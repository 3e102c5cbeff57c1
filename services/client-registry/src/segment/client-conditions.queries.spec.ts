import { CLIENT_KINDS, HOLDING_KINDS, isDeposit, startOfDay, TIERS } from '@hengxin/contracts';
import type { Database } from '@hengxin/service-kit';
import { fixedClock } from '@hengxin/service-kit/testing';
import fc from 'fast-check';
import { ClientsQueries, type ClientCursor } from '../client/clients.queries.js';
import { readModelDatabase } from '../client/spec-database.suite.js';
import { PortfolioDay } from '../portfolio/portfolio-day.js';
import { birthdaysWithin } from './birthdays.rules.js';
import { centsOf } from './money.rules.js';
import { SegmentFilter } from './segment-filter.rules.js';

const TODAY = '2026-03-02';
const RMS = ['S1', 'S2', 'S3'] as const;
const UNITS: Readonly<Record<string, readonly string[]>> = { U1: ['S1', 'S2'], U2: ['S3'] };
const DAYS = ['2026-02-01', '2026-03-01', '2026-03-02', '2026-03-03', '2026-04-01'] as const;
const day = {
  today: TODAY,
  startOf: (date: string) => startOfDay(date),
  staffBelow: (unitId: string) => (unitId === 'HO' ? ('ALL' as const) : (UNITS[unitId] ?? [])),
};

let database: Database;
let drop: () => Promise<void>;
let queries: ClientsQueries;

beforeAll(async () => {
  ({ database, drop } = await readModelDatabase());
  queries = new ClientsQueries(database, new PortfolioDay(database, fixedClock()));
}, 60_000);
afterAll(() => drop?.());

const holding = fc.record({
  kind: fc.constantFrom(...HOLDING_KINDS.slice(0, 4)),
  productCode: fc.constantFrom('P1', 'P2'),
  balanceCents: fc.constantFrom(-5, 0, 5, 100, 100_000),
  closedOn: fc.option(fc.constantFrom(...DAYS)),
});
const client = fc.record({
  rmId: fc.option(fc.constantFrom(...RMS)),
  tier: fc.constantFrom(...TIERS),
  kind: fc.constantFrom(...CLIENT_KINDS),
  contactsAYear: fc.constantFrom(0, 6, 12),
  lastContact: fc.option(fc.constantFrom(...DAYS)),
  interests: fc.subarray(['钓鱼', 'Golf', '茶']),
  birthday: fc.option(
    fc.record({
      calendar: fc.constantFrom('SOLAR' as const, 'LUNAR' as const),
      month: fc.constantFrom(1, 2, 3),
      day: fc.constantFrom(1, 2, 14, 15, 28, 29),
    }),
  ),
  consent: fc.option(
    fc.record({
      decision: fc.constantFrom('GRANTED' as const, 'WITHDRAWN' as const),
      expiresOn: fc.option(fc.constantFrom(...DAYS)),
    }),
  ),
  holdings: fc.array(holding, { maxLength: 3 }),
});
type Value<Of> = Of extends fc.Arbitrary<infer Each> ? Each : never;
type Known = Value<typeof client> & { readonly id: string };

const amounts = fc.constantFrom<{ min?: string; max?: string }>(
  ...[{ min: '0' }, { max: '0' }, { min: '0.05', max: '1' }, { min: '1000' }, { min: '-1', max: '5' }],
);
const leaf = fc.oneof(
  fc.subarray([...TIERS], { minLength: 1 }).map((tier) => ({ tier })),
  fc.constantFrom(...CLIENT_KINDS).map((kind) => ({ kind })),
  fc.constantFrom({ min: 6 }, { max: 6 }, { min: 1, max: 11 }).map((contactsAYear) => ({ contactsAYear })),
  fc.constantFrom(...DAYS).map((notContactedSince) => ({ notContactedSince })),
  fc.constantFrom('钓鱼', 'golf', '网球').map((interest) => ({ interest })),
  fc
    .record(
      {
        kind: fc.constantFrom(...HOLDING_KINDS.slice(0, 4)),
        productCode: fc.constantFrom('P1', 'P2'),
        balance: amounts,
      },
      { requiredKeys: ['kind'] },
    )
    .map((holds) => ({ holds })),
  amounts.map((deposits) => ({ deposits })),
  fc.constantFrom(0, 1, 30, 366).map((birthdayWithinDays) => ({ birthdayWithinDays })),
  fc.constant({ consent: { channel: 'WECHAT' as const, purpose: 'SERVICE' as const } }),
  fc.constantFrom(...RMS).map((rmId) => ({ rmId })),
  fc.constantFrom('U1', 'U2', 'HO').map((unitId) => ({ unitId })),
);
const filter = fc.letrec<{ filter: SegmentFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    leaf as fc.Arbitrary<SegmentFilter>,
    fc.tuple(leaf, leaf).map(([a, b]) => ({ ...a, ...b }) as SegmentFilter),
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('filter').map((not) => ({ not })),
  ),
})).filter;

/** What the surface says, out of all clients in memory. */
function holds(known: Known, asked: SegmentFilter): boolean {
  const open = known.holdings.filter(({ closedOn }) => closedOn === null || closedOn > TODAY);
  const within = (cents: number, range: { min?: string | undefined; max?: string | undefined }) =>
    (range.min === undefined || cents >= centsOf(range.min)) &&
    (range.max === undefined || cents <= centsOf(range.max));
  const deposits = open.filter(({ kind }) => isDeposit(kind)).reduce((sum, each) => sum + each.balanceCents, 0);
  const { birthday, consent } = known;
  const tests: { readonly [Name in keyof SegmentFilter]-?: (value: NonNullable<SegmentFilter[Name]>) => boolean } = {
    all: (each) => each.every((child) => holds(known, child)),
    any: (each) => each.some((child) => holds(known, child)),
    not: (child) => !holds(known, child),
    tier: (tiers) => tiers.includes(known.tier),
    kind: (kind) => known.kind === kind,
    contactsAYear: ({ min = 0, max = 366 }) => known.contactsAYear >= min && known.contactsAYear <= max,
    notContactedSince: (since) => known.lastContact === null || known.lastContact < since,
    interest: (interest) => known.interests.some((each) => each.toLowerCase() === interest.toLowerCase()),
    holds: ({ kind, productCode, balance }) =>
      open.some(
        (each) =>
          (kind === undefined || each.kind === kind) &&
          (productCode === undefined || each.productCode === productCode) &&
          (balance === undefined || within(each.balanceCents, balance)),
      ),
    deposits: (range) => known.holdings.length > 0 && within(deposits, range),
    birthdayWithinDays: (days) =>
      birthday !== null &&
      birthdaysWithin(TODAY, days)[birthday.calendar].includes(birthday.month * 100 + birthday.day),
    consent: () => consent?.decision === 'GRANTED' && (consent.expiresOn === null || consent.expiresOn >= TODAY),
    rmId: (rmId) => known.rmId === rmId,
    unitId: (unitId) => unitId === 'HO' || (known.rmId !== null && (UNITS[unitId] ?? []).includes(known.rmId)),
  };
  return Object.entries(asked).every(([name, value]) =>
    (tests[name as keyof SegmentFilter] as (value: unknown) => boolean)(value),
  );
}

async function store(all: readonly Known[]): Promise<void> {
  await database.query('truncate client, client_holding');
  const rows = all.map((each) => ({
    ...{ client_id: each.id, rm_id: each.rmId, tier: each.tier, kind: each.kind, contacts_a_year: each.contactsAYear },
    last_contact_at: each.lastContact === null ? '-infinity' : new Date(startOfDay(each.lastContact)).toISOString(),
    ...{ interests: each.interests, birthday: each.birthday },
    consents: each.consent ? { 'WECHAT/SERVICE': each.consent } : {},
  }));
  await database.query(
    `insert into client (client_id, rm_id, tier, kind, contacts_a_year, last_contact_at, interests, birthday, consents)
     select client_id, rm_id, tier, kind, contacts_a_year, last_contact_at, interests, birthday, consents
     from jsonb_to_recordset($1::jsonb) as t (client_id text, rm_id text, tier text, kind text, contacts_a_year smallint,
       last_contact_at timestamptz, interests text[], birthday jsonb, consents jsonb)`,
    [JSON.stringify(rows)],
  );
  const holdings = all.flatMap(({ id, holdings: held }) =>
    held.map((each, i) => ({
      ...{ client_id: id, holding_id: `H${i}`, product_code: each.productCode, kind: each.kind },
      ...{ balance_cents: each.balanceCents, closed_on: each.closedOn },
    })),
  );
  await database.query(
    `insert into client_holding (client_id, holding_id, as_of, product_code, kind, balance_cents, closed_on)
     select client_id, holding_id, '2026-03-01', product_code, kind, balance_cents, closed_on
     from jsonb_to_recordset($1::jsonb) as t (client_id text, holding_id text, product_code text, kind text, balance_cents bigint, closed_on date)`,
    [JSON.stringify(holdings)],
  );
}

it('rule 19: whatever the clients and the filter, those are found and counted for whom it holds, within the scope alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(client, { maxLength: 30 }),
      fc.array(filter, { minLength: 2, maxLength: 5 }),
      fc.subarray([...RMS]),
      async (clients, filters, scope) => {
        const all = clients.map((facts, i): Known => ({ ...facts, id: `C${String(i).padStart(2, '0')}` }));
        await store(all);
        const expected = filters.map((asked) =>
          all
            .filter(({ rmId }) => rmId !== null && scope.includes(rmId))
            .filter((known) => holds(known, asked))
            .sort((a, b) => (a.lastContact ?? '').localeCompare(b.lastContact ?? '') || (a.id < b.id ? -1 : 1))
            .map(({ id }) => id),
        );
        expect(await queries.counts(scope, filters, day)).toEqual(expected.map(({ length }) => length));
        for (const [i, asked] of filters.entries()) {
          const found: string[] = [];
          for (let after: ClientCursor | null = null; ;) {
            const page = await queries.matching({ rmIds: scope, filter: asked, day, after, limit: 4 });
            found.push(...page.map(({ clientId }) => clientId));
            if (page.length < 4) break;
            after = page.at(-1)!;
          }
          expect(found).toEqual(expected[i]);
        }
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

it('rule 19: many filters are counted by statements of 200 conditions, each of which binds a value once', async () => {
  const bound: unknown[][] = [];
  const spy = new ClientsQueries(
    {
      query: (sql: string, values: unknown[]) => {
        bound.push(values);
        return database.query(sql, values);
      },
    } as unknown as Database,
    { reached: async () => undefined } as unknown as PortfolioDay,
  );
  const days = Array.from({ length: 49 }, (_, i) => ({ birthdayWithinDays: i }));
  const wide = SegmentFilter.parse({ any: days });
  const narrow = SegmentFilter.parse({ unitId: 'U1', tier: ['GOLD'] });
  const filters = [...Array.from({ length: 9 }, () => wide), narrow, narrow];
  expect(await spy.counts(['S1'], filters, day)).toHaveLength(filters.length);
  // Fifty conditions a filter. The portfolios and 49 windows by two calendars; in the last one unit and tier besides.
  expect(bound.map(({ length }) => length)).toEqual([99, 99, 101]);
});

it('rule 19: a filter looks at the caller’s portfolios by their index, however large the bank is', async () => {
  await database.query('truncate client, client_holding');
  await database.query(
    `insert into client (client_id, rm_id, tier, kind, contacts_a_year)
     select 'C' || n, 'R' || n % 500, 'GOLD', 'PERSON', 6 from generate_series(1, 50000) n`,
  );
  await database.query('analyze client');
  const explained: string[] = [];
  const spy = new ClientsQueries(
    {
      query: async (sql: string, values: unknown[]) => {
        const plan = await database.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, values);
        explained.push(plan.map((row) => row['QUERY PLAN']).join('\n'));
        return database.query(sql, values);
      },
    } as unknown as Database,
    { reached: async () => undefined } as unknown as PortfolioDay,
  );
  const asked = SegmentFilter.parse({ tier: ['GOLD'], interest: '钓鱼', deposits: { min: '1' } });
  expect(await spy.counts(['R1', 'R2'], [asked], day)).toEqual([0]);
  expect(await spy.matching({ rmIds: ['R1', 'R2'], filter: asked, day, after: null, limit: 20 })).toEqual([]);
  expect(explained).toHaveLength(2);
  for (const plan of explained) {
    expect(plan).not.toMatch(/Seq Scan on client\b/);
    expect(plan).not.toContain('client_by_tier');
    expect(plan).toContain('client_by_rm');
  }
});
