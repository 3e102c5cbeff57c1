import { chinaCalendar, dayNumber, GRAINS, OrgTree } from '@hengxin/contracts';
import { poolTxSource, type TxSource } from '@hengxin/event-bus';
import { type Caller, UnitScope } from '@hengxin/identity';
import type { Clock, Database } from '@hengxin/service-kit';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import fc from 'fast-check';
import pg from 'pg';
import { layFigureTables } from '../figures/figure-migrations.suite.js';
import { balances } from '../figures/balances.projection.js';
import { CalendarEdition } from '../figures/calendar-edition.js';
import { contextOf, eventOf } from '../figures/figures.events.suite.js';
import { figures } from '../figures/figures.projection.js';
import { FIGURES } from '../figures/figures.tables.js';
import { type DaysOfBank, WorkingDays } from '../figures/working-days.rules.js';
import { FigureQueries } from '../kpi/figures.queries.js';
import { type Period, periodFrom } from '../kpi/period-input.rules.js';
import { SeriesQueries } from '../kpi/series.queries.js';
import { type TreeView, TreeViews } from '../kpi/tree-views.js';
import { Oracle } from '../metrics/figures.oracle.suite.js';
import { aHistory, arrivals, type Fact, TODAY } from '../metrics/histories.suite.js';
import { METRIC_SET } from '../metrics/index.js';
import { startsOf } from '../metrics/oracle-days.suite.js';
import { type Counted, CountedParts } from './counted.js';

const workingDays = new WorkingDays(chinaCalendar);
const today = () => dayNumber(TODAY);
const TABLES = FIGURES.tables.map(({ name }) => name).join(', ');
const DAYS = ['2025-12-31', '2026-01-04', '2026-03-05', '2026-04-02', '2026-04-09'];
const CALLER = { id: 'HQ', role: 'HEAD_OFFICE', unitId: null, isStaff: true } as unknown as Caller;
const LISTED = METRIC_SET.metrics.filter(({ counted }) => counted === 'CLIENTS' || counted === 'PLAN_ITEMS');

function treeOf(history: readonly Fact[]): OrgTree {
  const tree = new OrgTree();
  for (const fact of history) {
    if (fact.kind === 'unit') tree.placeUnit({ ...fact, kind: 'BRANCH', name: fact.unitId });
    if (fact.kind === 'staff') tree.placeStaff({ ...fact, role: 'RM' });
  }
  return tree;
}

describe('what figures count, one by one', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let db: TxSource;
  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 4 });
    await layFigureTables(pool);
    db = poolTxSource(pool);
    await new CalendarEdition(db, FIGURES, { metrics: METRIC_SET, workingDays }).begin();
  }, 60_000);
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  it('the definitions of all metrics lead to contacts or to what they count', () => {
    const nowhere = METRIC_SET.metrics.filter(
      ({ drillDown, counted = 'NONE' }) => drillDown === 'NONE' && counted === 'NONE',
    );
    expect(nowhere.map(({ code }) => code)).toEqual([]);
  });

  it('adds up over all pages to the figure, of every unit and member of staff, by either tree', async () => {
    await fc.assert(
      fc.asyncProperty(
        aHistory.chain((history) => arrivals(history).map((batches) => ({ history, batches }))),
        fc.constantFrom(1, 3, 100),
        async ({ history, batches }, first) => {
          await pool.query(`truncate ${TABLES}, holding_row, client_occasions`);
          const projections = [
            [figures(workingDays, 'Asia/Shanghai'), false],
            [balances(workingDays, 'Asia/Shanghai', METRIC_SET), true],
          ] as const;
          for (const batch of batches)
            for (const [each, ofHoldings] of projections) {
              const told = batch.filter(({ kind }) => (kind === 'holding') === ofHoldings).map(eventOf);
              if (told.length > 0) await db.tx((tx) => each.apply(told, contextOf(tx, 'store', 0)));
            }
          const tree = treeOf(history);
          const counted = partsOf(tree);
          const views = viewsOf(tree);
          for (const [g, grain] of GRAINS.entries()) {
            const [start] = startsOf(grain, [DAYS[g]!]);
            const period = periodFrom(grain, start!);
            for (const scope of new Oracle(history).scopes().slice(0, 6))
              for (const view of ['AS_WAS', 'AS_IS'] as const)
                await expectSums({ scope, period, view, first }, counted, views);
          }
        },
      ),
      { numRuns: 12 },
    );
  }, 300_000);

  interface Asked {
    readonly scope: { unitId: string } | { staffId: string };
    readonly period: Period;
    readonly view: TreeView;
    readonly first: number;
  }

  async function expectSums(asked: Asked, counted: CountedParts, views: TreeViews): Promise<void> {
    const { scope, period, view } = asked;
    const key = 'unitId' in scope ? `unit:${scope.unitId}` : `staff:${scope.staffId}`;
    const { grain, window } = period;
    const found = await views.one({ scopeKey: key, grain, window }, view);
    for (const { code, formula } of LISTED) {
      const { numerator, denominator } = METRIC_SET.valueOf(code, found);
      const rows = await listed(counted, asked, code, key);
      const names = rows.map(({ staff, client, aboutId }) => `${staff.id} ${client?.id} ${aboutId}`);
      expect({ code, key, names }).toEqual({ code, key, names: [...new Set(names)] });
      const sum = { numerator: rows.reduce((all, row) => all + row.numerator, 0), denominator };
      if (formula.kind === 'ratio') sum.denominator = rows.reduce((all, row) => all + row.denominator!, 0);
      expect({ code, key, view, ...sum }).toEqual({ code, key, view, numerator, denominator });
    }
  }

  async function listed(counted: CountedParts, asked: Asked, metric: string, key: string): Promise<Counted[]> {
    const { scope, period, view, first } = asked;
    const rows: Counted[] = [];
    const page = { caller: CALLER, scope: { ...scope, key }, period, metric, view, reached: null, first };
    for (let after: string | null = null, more = true; more;) {
      const { edges, pageInfo } = await counted.page({ ...page, after } as Parameters<CountedParts['page']>[0]);
      rows.push(...edges.map(({ node }) => node));
      [more, after] = [pageInfo.hasNextPage, pageInfo.endCursor];
    }
    return rows;
  }

  function partsOf(tree: OrgTree): CountedParts {
    const directory = { tree, version: 1 };
    const clock = { today: () => TODAY, timeZone: 'Asia/Shanghai' } as Clock;
    const scope = new UnitScope(directory, () => TODAY);
    return new CountedParts(
      db as unknown as Database,
      scope,
      clock,
      workingDays as unknown as DaysOfBank,
      METRIC_SET,
      directory,
    );
  }

  function viewsOf(tree: OrgTree): TreeViews {
    const kept = new FigureQueries(db, workingDays, today);
    const sums = new FigureQueries(db, workingDays, today, METRIC_SET, 'SUM');
    return new TreeViews(
      { figures: kept, series: new SeriesQueries(db, workingDays, kept, today) },
      { figures: sums, series: new SeriesQueries(db, workingDays, sums, today, METRIC_SET, 'SUM') },
      db,
      METRIC_SET,
      () => TODAY,
      { tree, version: 1 },
    );
  }
});
