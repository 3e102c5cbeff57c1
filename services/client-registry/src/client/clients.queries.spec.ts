import { TIERS, type Tier } from '@hengxin/contracts';
import type { Database } from '@hengxin/service-kit';
import { fixedClock } from '@hengxin/service-kit/testing';
import fc from 'fast-check';
import { ClientsQueries, type ClientCursor, type ClientSearch } from './clients.queries.js';
import { PortfolioDay } from '../portfolio/portfolio-day.js';
import { readModelDatabase } from './spec-database.suite.js';

let database: Database;
let drop: () => Promise<void>;
let queries: ClientsQueries;

beforeAll(async () => {
  ({ database, drop } = await readModelDatabase());
  queries = new ClientsQueries(database, new PortfolioDay(database, fixedClock()));
}, 60_000);
afterAll(() => drop?.());

interface Known extends ClientCursor {
  readonly rmId: string | null;
  readonly tier: Tier;
}

const NOON = Date.parse('2026-01-01T12:00:00+08:00');
const place = fc.record({
  rmId: fc.option(fc.constantFrom('S1', 'S2', 'S3', 'S4')),
  tier: fc.constantFrom(...TIERS),
  // Few moments, so that many clients share one and the ids decide.
  lastContactMs: fc.option(fc.integer({ min: 0, max: 4 }).map((n) => NOON + n * 86_400_123)),
});

/** The order as the surface promises it, out of all clients in memory. */
function expected(all: readonly Known[], { rmIds, tiers, lastContactBeforeMs: before }: ClientSearch): string[] {
  const at = ({ lastContactMs }: ClientCursor) => lastContactMs ?? -Infinity;
  return all
    .filter((client) => rmIds === 'ALL' || (client.rmId !== null && rmIds.includes(client.rmId)))
    .filter((client) => !tiers || tiers.includes(client.tier))
    .filter((client) => before === null || at(client) < before)
    .sort((a, b) => at(a) - at(b) || (a.clientId < b.clientId ? -1 : 1))
    .map(({ clientId }) => clientId);
}

async function pages(search: Omit<ClientSearch, 'after'>): Promise<string[]> {
  const found: string[] = [];
  for (let after: ClientCursor | null = null; ;) {
    const page: ClientCursor[] = await queries.longestWithoutContact({ ...search, after });
    found.push(...page.map(({ clientId }) => clientId));
    if (page.length < search.limit) return found;
    after = page.at(-1)!;
  }
}

it('whatever the bank and the search: longest without contact first, page by page, nobody left out and nobody twice', async () => {
  const search = fc.record({
    rmIds: fc.oneof(fc.constant('ALL' as const), fc.subarray(['S1', 'S2', 'S3', 'S4'])),
    tiers: fc.option(fc.subarray([...TIERS])),
    lastContactBeforeMs: fc.option(fc.integer({ min: 0, max: 5 }).map((n) => NOON + n * 86_400_123)),
    limit: fc.integer({ min: 1, max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(place, { maxLength: 60 }),
      fc.array(search, { minLength: 3, maxLength: 6 }),
      async (places, searches) => {
        const all = places.map((facts, i) => ({ ...facts, clientId: `C${i}` }));
        await database.query('truncate client');
        await database.query(
          `insert into client (client_id, rm_id, tier, last_contact_at)
         select id, rm, tier, coalesce(at::timestamptz, '-infinity') from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as t (id, rm, tier, at)`,
          [
            all.map(({ clientId }) => clientId),
            all.map(({ rmId }) => rmId),
            all.map(({ tier }) => tier),
            all.map(({ lastContactMs: ms }) => (ms === null ? null : new Date(ms).toISOString())),
          ],
        );
        for (const each of searches) expect(await pages(each)).toEqual(expected(all, { ...each, after: null }));
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);
