import { chinaCalendar, dayNumber, type Grain } from '@hengxin/contracts';
import { poolTxSource, type TxSource } from '@hengxin/event-bus';
import { together } from '@hengxin/service-kit';
import {
  isPlannedOnce,
  type PreparedStatement,
  statementCost,
  type TestDatabase,
  testDatabase,
} from '@hengxin/testing';
import pg from 'pg';
import { type Metric, METRIC_SET } from '../metrics/index.js';
import { type Period, periodsBetween } from '../kpi/period-input.rules.js';
import { windowsOf } from '../kpi/periods.rules.js';
import { WorkingDays } from './working-days.rules.js';
import { CalendarEdition } from './calendar-edition.js';
import { layFigureTables } from './figure-migrations.suite.js';
import { type Counted, CountedContactQueries, NEWEST_FIRST } from '../contacts/counted-contacts.queries.js';
import { FigureQueries, type FiguresAsked } from '../kpi/figures.queries.js';
import { SeriesQueries } from '../kpi/series.queries.js';
import { FIGURES } from './figures.tables.js';

const workingDays = new WorkingDays(chinaCalendar);
const YEAR = windowsOf(dayNumber('2026-03-02'))[4]!;
const FEBRUARY = windowsOf(dayNumber('2026-02-02'))[2]!;
const TODAY = dayNumber('2026-03-02');
const today = () => TODAY;
const LIMIT = 21;
const SUBTREE = 10;
const span = { from: dayNumber('2026-02-01'), to: dayNumber('2026-02-28') };

/** What a question would run, instead of running it. */
async function statementOf(
  ask: (db: { query<Row>(text: string, values: readonly unknown[]): Promise<Row[]> }) => Promise<unknown>,
) {
  const said: PreparedStatement[] = [];
  await ask({ query: async (text, values) => (said.push({ text, values }), []) });
  return said[0]!;
}

describe('what questions read', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let db: TxSource;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    await layFigureTables(pool);
    db = poolTxSource(pool);
    await new CalendarEdition(db, FIGURES, { metrics: METRIC_SET, workingDays }).begin();
    await pool.query(
      `insert into client (client_id, rm_days, rm_ids)
       select 'C' || n, case when n % 3 > 0 then array[$1::int, $1::int + 400] else array[]::int[] end,
         case when n % 3 > 0 then array['S' || n % 40, 'S' || (n + 1) % 40] else array[]::text[] end
       from generate_series(0, 2999) n`,
      [dayNumber('2025-01-01')],
    );
    // 40 members of staff in 20 units make 50 contacts a day for three months.
    await pool.query(
      `insert into contact (at, effective, own, client_id, contact_id, staff_id, unit_id, rm_id, rm_unit_id)
       select ($1::bigint + n / 50) * 268435456 + n, true, n % 4 > 0, 'C' || n % 3000, 'K' || n, 'S' || n % 40, 'U' || n % 20,
         case when n % 4 = 0 then 'S' || (n + 1) % 40 end, case when n % 4 = 0 then 'U' || (n + 1) % 20 end
       from generate_series(0, 4499) n`,
      [dayNumber('2026-01-01')],
    );
    await pool.query(
      `insert into rollup (touches, contacts, clients, covered, drawn, done, period_start, grain, shard, scope)
       select 1, 1, 1, 1, 1, 1, date '2025-01-01' + d, g, 0, 'staff:S' || s
       from generate_series(0, 59) s, generate_series(0, 4) g, generate_series(0, 99) d`,
    );
    await pool.query(
      `insert into portfolio_level (delta, delta_days, period_start, grain, shard, scope)
       select 1, 1, date '2025-12-31' + d, g, 0, 'staff:S' || s from generate_series(0, 59) s, generate_series(0, 4) g, generate_series(0, 99) d`,
    );
    await pool.query('vacuum analyze');
  }, 120_000);
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const cost = (statement: PreparedStatement) =>
    db.tx((tx) => statementCost((...call) => tx.query(...call), statement));
  const once = (statement: PreparedStatement) =>
    db.tx((tx) => isPlannedOnce((...call) => tx.query(...call), statement));

  const figures = (count: number): FiguresAsked[] =>
    Array.from({ length: count }, (_, n) => ({ scopeKey: `staff:S${n}`, grain: 'MONTH', window: FEBRUARY }));

  it.each([1, 50])('figures of %i scopes are planned once, and read by key', async (count) => {
    const statement = await statementOf((none) => new FigureQueries(none, workingDays, today).all(figures(count)));
    expect(await once(statement)).toBe(true);
    // Of each its rollup and the targets of a month; a level has a row a day here, which no bank's has.
    expect((await cost(statement)).rows).toBeLessThanOrEqual(1 + count * 64);
  });

  it.each([2, 50])('figures of %i units that are added up are planned once, and read by key', async (count) => {
    const scopeKey = Array.from({ length: count }, (_, n) => `staff:S${n}`).join();
    const asked = { scopeKey, grain: 'MONTH' as const, window: FEBRUARY };
    const statement = await statementOf((none) =>
      new FigureQueries(none, workingDays, today, METRIC_SET, 'SUM').all([asked]),
    );
    expect(await once(statement)).toBe(true);
    expect((await cost(statement)).rows).toBeLessThanOrEqual(1 + count * 64);
  });

  it('cents times days are whole until they are added up, though no double holds them', async () => {
    await pool.query(
      `insert into portfolio_level (delta, delta_days, deposits, deposits_days, period_start, grain, shard, scope)
       values (0, 0, 9007199254740993, 0, date '2025-01-01', 4, 0, 'unit:RICH'),
              (0, 0, -9007199254740992, 0, date '2025-01-01', 4, 1, 'unit:RICH')`,
    );
    const asked = { scopeKey: 'unit:RICH', grain: 'MONTH' as const, window: FEBRUARY };
    const [found] = await new FigureQueries(db, workingDays, today).all([asked]);
    // One cent on each day of February.
    expect(found!['deposit_days']).toBe(28);
  });

  const periods = (grain: Grain, from: string, to: string) => periodsBetween(grain, from, to) as readonly Period[];
  const series = (scopes: number, asked: readonly Period[]) =>
    statementOf((none) =>
      new SeriesQueries(none, workingDays, new FigureQueries(none, workingDays, today), today)
        .of(
          Array.from({ length: scopes }, (_, n) => `staff:S${n}`),
          asked,
        )
        .catch(() => undefined),
    );

  it.each([
    [1, 'WEEK', '2026-01-05', '2026-03-01'],
    [50, 'MONTH', '2025-10-01', '2026-03-01'],
  ] as const)(
    'series of %i scopes by %s are planned once, and read what the run holds',
    async (scopes, grain, from, to) => {
      const statement = await series(scopes, periods(grain, from, to));
      expect(await once(statement)).toBe(true);
      // Rollups and steps of the run, and the steps before it by year, month and day.
      expect((await cost(statement)).rows).toBeLessThanOrEqual(1 + scopes * (8 + 60 + 64));
    },
  );

  it('a series costs the same with another ten years of history before it', async () => {
    const statement = await series(1, periods('DAY', '2026-03-01', '2026-03-20'));
    const { rows } = await cost(statement);
    await db.tx(async (tx) => {
      await tx.query(
        `insert into rollup (touches, contacts, clients, covered, drawn, done, period_start, grain, shard, scope)
         select 1, 1, 1, 1, 1, 1, date '2016-01-01' + d, 0, 1, 'staff:S0' from generate_series(0, 3640) d`,
      );
      await tx.query(
        `insert into portfolio_level (delta, delta_days, period_start, grain, shard, scope)
         select 1, 1, date '2015-01-01' + d, 0, 1, 'staff:S0' from generate_series(0, 3640) d`,
      );
      const after = await statementCost((...call) => tx.query(...call), statement);
      expect(after.rows).toBe(rows);
      await tx.query('delete from rollup where shard = 1');
      await tx.query('delete from portfolio_level where shard = 1');
    });
  });

  const units = Array.from({ length: SUBTREE }, (_, n) => ({ unitId: `U${n}`, ...span }));
  const lists: [string, Counted, number][] = [
    ['the bank', 'EVERYONE', 1],
    ['ten units', { units }, SUBTREE],
    ['a member of staff', { staffId: 'S7' }, 1],
  ];
  const page = (counted: Counted, keepers: boolean, metric: Metric = 'CONTACTS') =>
    statementOf((none) =>
      new CountedContactQueries(none).page({
        counted,
        window: FEBRUARY,
        metric,
        today: TODAY,
        after: undefined,
        limit: LIMIT,
        keepers,
      }),
    );

  it.each(lists)(
    'the contacts of %s are a page of each range, and the keepers of one page',
    async (_who, counted, ranges) => {
      const statement = await page(counted, true);
      const { rows, pages } = await cost(statement);
      // What ends at the same moment as a page's last is read with it.
      expect(rows).toBeLessThanOrEqual((ranges + 1) * (LIMIT + 9));
      expect(pages).toBeLessThanOrEqual(ranges * (LIMIT + 12) + LIMIT * 3);
      expect((await cost(await page(counted, false))).rows).toBeLessThanOrEqual(ranges * (LIMIT + 9));
    },
  );

  it.each(lists)('the contacts of %s are planned once', async (_who, counted) =>
    expect(await once(await page(counted, true))).toBe(true),
  );

  it.each(lists)(
    'the contacts of %s that are asked for together are read as those of one, and planned once',
    async (_who, counted, ranges) => {
      const one = { ...(await page(counted, true)), name: 'page' };
      const both = together([one, one], NEWEST_FIRST);
      expect((await cost(both)).rows).toBeLessThanOrEqual(2 * (ranges + 1) * (LIMIT + 9));
      expect(await once(both)).toBe(true);
    },
  );

  it('coverage of units is found in both of its indexes', async () => {
    const { rows } = await cost(await page({ units }, true, 'COVERAGE'));
    // One in four is covered for somebody else, whose range it stands in.
    expect(rows).toBeLessThanOrEqual(SUBTREE * 2 * (LIMIT + 19) + LIMIT);
  });

  it('name who keeps the client on the day, nobody where nobody does, and only when asked', async () => {
    const queries = new CountedContactQueries(db);
    const asked = {
      counted: 'EVERYONE' as const,
      window: YEAR,
      metric: 'CONTACTS' as const,
      after: undefined,
      limit: 100,
    };
    const keepers = async (today: number) =>
      new Map((await queries.page({ ...asked, today, keepers: true })).map(({ contactId, rmId }) => [contactId, rmId]));
    const today = await keepers(TODAY);
    expect(['K4497', 'K4498', 'K4499'].map((id) => today.get(id))).toEqual([null, 'S19', 'S20']);
    expect((await keepers(dayNumber('2025-06-01'))).get('K4498')).toBe('S18');
    expect((await keepers(dayNumber('2024-06-01'))).get('K4498')).toBeNull();
    expect((await queries.page({ ...asked, today: TODAY, keepers: false })).every(({ rmId }) => rmId === null)).toBe(
      true,
    );
  });
});
