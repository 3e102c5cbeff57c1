import { chinaCalendar, dayNumber, GRAINS, OrgTree } from '@hengxin/contracts';
import { poolTxSource, type TxSource } from '@hengxin/event-bus';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import fc from 'fast-check';
import pg from 'pg';
import { layFigureTables } from './figure-migrations.suite.js';
import { FigureQueries } from '../kpi/figures.queries.js';
import { type Period, periodsBetween } from '../kpi/period-input.rules.js';
import { windowsOf } from '../kpi/periods.rules.js';
import { SeriesQueries } from '../kpi/series.queries.js';
import { TreeViews } from '../kpi/tree-views.js';
import { comparable, Oracle } from '../metrics/figures.oracle.suite.js';
import { aHistory, arrivals, type Fact, TODAY } from '../metrics/histories.suite.js';
import { METRIC_SET } from '../metrics/index.js';
import { startsOf } from '../metrics/oracle-days.suite.js';
import { balances } from './balances.projection.js';
import { CalendarEdition } from './calendar-edition.js';
import { contextOf, eventOf } from './figures.events.suite.js';
import { figures } from './figures.projection.js';
import { FIGURES } from './figures.tables.js';
import { WorkingDays } from './working-days.rules.js';

const workingDays = new WorkingDays(chinaCalendar);
const today = () => dayNumber(TODAY);
const TABLES = FIGURES.tables.map(({ name }) => name).join(', ');
const DAYS = ['2025-12-01', '2025-12-31', '2026-01-04', '2026-03-05', '2026-04-02'];

/** Reorganisations among the facts of a history: sub-branches go from branch to branch, and branches go elsewhere. */
const reorganised: fc.Arbitrary<Fact[]> = aHistory.chain((history) =>
  fc
    .array(
      fc.record({
        kind: fc.constant('unit' as const),
        unitId: fc.constantFrom('L1', 'L2', 'L3', 'B2'),
        parentId: fc.constantFrom('B1', 'H'),
        validFrom: fc.option(fc.constantFrom('2025-12-10', '2026-01-04', '2026-02-14', '2026-04-03')),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((moves) => [...history, ...moves]),
);

function treeOf(history: readonly Fact[]): OrgTree {
  const tree = new OrgTree();
  for (const fact of history) if (fact.kind === 'unit') tree.placeUnit({ ...fact, kind: 'BRANCH', name: fact.unitId });
  return tree;
}

describe('figures by the tree of today', () => {
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

  function viewsOf(history: readonly Fact[]): TreeViews {
    const kept = new FigureQueries(db, workingDays, today);
    const sums = new FigureQueries(db, workingDays, today, METRIC_SET, 'SUM');
    return new TreeViews(
      { figures: kept, series: new SeriesQueries(db, workingDays, kept, today) },
      { figures: sums, series: new SeriesQueries(db, workingDays, sums, today, METRIC_SET, 'SUM') },
      db,
      METRIC_SET,
      () => TODAY,
      { tree: treeOf(history), version: 1 },
    );
  }

  it('are those of brute force at every level, distinct clients included, however units were moved', async () => {
    await fc.assert(
      fc.asyncProperty(
        reorganised.chain((history) => arrivals(history).map((batches) => ({ history, batches }))),
        async ({ history, batches }) => {
          await pool.query(`truncate ${TABLES}, holding_row`);
          const projection = figures(workingDays, 'Asia/Shanghai');
          const held = balances(workingDays, 'Asia/Shanghai', METRIC_SET);
          for (const batch of batches)
            for (const [each, ofHoldings] of [
              [projection, false],
              [held, true],
            ] as const) {
              const told = batch.filter(({ kind }) => (kind === 'holding') === ofHoldings).map(eventOf);
              if (told.length > 0) await db.tx((tx) => each.apply(told, contextOf(tx, 'store', 0)));
            }
          const oracle = new Oracle(history);
          const views = viewsOf(history);
          const scopes = oracle.scopes();
          const keys = scopes.map((scope) => ('unitId' in scope ? `unit:${scope.unitId}` : `staff:${scope.staffId}`));
          for (const [g, grain] of GRAINS.entries()) {
            const periods = periodsBetween(grain, DAYS[0]!, DAYS.at(-1)!) as readonly Period[];
            const series = await views.series(keys, periods, 'AS_IS');
            for (const start of startsOf(grain, DAYS)) {
              const window = windowsOf(dayNumber(start))[g]!;
              const found = await views.table(
                keys.map((scopeKey) => ({ scopeKey, grain, window })),
                'AS_IS',
              );
              const place = periods.findIndex((period) => period.start === start);
              scopes.forEach((scope, i) => {
                const expected = { scope, grain, start, ...oracle.figures(scope, grain, start, true) };
                expect({ scope, grain, start, ...comparable(found[i]!) }).toEqual(expected);
                expect({ scope, grain, start, ...comparable(series.get(keys[i]!)![place]!) }).toEqual(expected);
              });
            }
          }
        },
      ),
      { numRuns: 12 },
    );
  }, 240_000);
});
