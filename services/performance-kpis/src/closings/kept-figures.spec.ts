import { chinaCalendar, dayNumber, GRAINS, PeriodClosed, periodEnd } from '@hengxin/contracts';
import { DeadlineTable1775000000000 } from '@hengxin/deadlines';
import { poolTxSource, type TxSource } from '@hengxin/event-bus';
import type { RecordedOf } from '@hengxin/event-sourcing';
import type { Clock, Database } from '@hengxin/service-kit';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import fc from 'fast-check';
import pg from 'pg';
import { layFigureTables } from '../figures/figure-migrations.suite.js';
import { CalendarEdition } from '../figures/calendar-edition.js';
import { contextOf, eventOf } from '../figures/figures.events.suite.js';
import { type FigureFact, figures } from '../figures/figures.projection.js';
import { FIGURES } from '../figures/figures.tables.js';
import { WorkingDays } from '../figures/working-days.rules.js';
import { FigureQueries, type FiguresAsked } from '../kpi/figures.queries.js';
import { windowsOf } from '../kpi/periods.rules.js';
import { Oracle } from '../metrics/figures.oracle.suite.js';
import { aHistory, arrivals, type Fact, TODAY } from '../metrics/histories.suite.js';
import { METRIC_SET } from '../metrics/index.js';
import type { ScopeFigures } from '../metrics/metric-set.js';
import { ClosedFigures } from './closed-figures.js';
import { closings } from './closings.projection.js';
import { periodIdOf } from './closing.rules.js';
import { RevisionQueries } from './revisions.queries.js';

const workingDays = new WorkingDays(chinaCalendar);
const TABLES = FIGURES.tables.map(({ name }) => name).join(', ');
/** All over by the day on which the histories are looked at. */
const CLOSED = (
  [
    ['DAY', '2026-01-05'],
    ['WEEK', '2025-12-29'],
    ['MONTH', '2026-01-01'],
    ['QUARTER', '2025-10-01'],
    ['YEAR', '2025-01-01'],
  ] as const
).map(([grain, start]) => ({ grain, start, window: windowsOf(dayNumber(start))[GRAINS.indexOf(grain)]! }));
const CLOSED_AT = Date.parse(`${TODAY}T02:00:00Z`);
const MINUTE_MS = 60_000;

describe('closed periods', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let db: TxSource;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 4 });
    await new DeadlineTable1775000000000().up({ query: (text: string) => pool.query(text) } as never);
    await layFigureTables(pool);
    db = poolTxSource(pool);
    await new CalendarEdition(db, FIGURES, { metrics: METRIC_SET, workingDays }).begin();
  }, 60_000);
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  const close = () =>
    db.tx((tx) =>
      closings.apply(
        CLOSED.map(({ grain, start }) => ({
          ...eventOf({ kind: 'unit', unitId: 'H', parentId: null, validFrom: null }),
          ...PeriodClosed.of({
            periodId: periodIdOf(grain, start),
            grain,
            start,
            end: periodEnd(grain, start),
            closedAt: new Date(CLOSED_AT).toISOString(),
            closedBy: null,
            metrics: [...METRIC_SET.codes],
          }),
        })) as RecordedOf<typeof PeriodClosed>[],
        contextOf(tx, 'store', 0),
      ),
    );

  const keptOf = async ({ scopeKey, window }: FiguresAsked): Promise<ScopeFigures[]> => {
    const { rows } = await pool.query(
      `select figures from kept_figures where scope = $1 and grain = $2 and period_start = date '1970-01-01' + $3::int order by until`,
      [scopeKey, window.grain, window.start],
    );
    return rows.map(({ figures }) => figures);
  };

  it('show at each moment what was shown then, and moves that lead from one to the next, none of them empty', async () => {
    let moves = 0;
    await fc.assert(
      fc.asyncProperty(
        aHistory.chain((history) => arrivals(history).map((batches) => ({ history, batches }))),
        async ({ history, batches }) => {
          await pool.query(`truncate ${TABLES}, closing, deadline`);
          const now = { ms: CLOSED_AT - MINUTE_MS };
          const clock = { now: () => now.ms, offsetMs: 0 };
          const projection = figures(workingDays, 'Asia/Shanghai', METRIC_SET, clock);
          const take = (events: readonly FigureFact[]) =>
            db.tx((tx) => projection.apply(events, contextOf(tx, 'store', 0)));
          const known = (batch: readonly Fact[]) =>
            batch.map((fact) => ({ ...eventOf(fact), recordedAt: new Date(now.ms).toISOString() }));
          const queries = new FigureQueries(db, workingDays, () => dayNumber(TODAY));
          const asked = askedOf(history);
          const shown = async () => Promise.all(asked.map((each) => queries.all(each)));

          const half = Math.ceil(batches.length / 2);
          for (const batch of batches.slice(0, half)) await take(known(batch));
          await close();
          const moments: { readonly ms: number; readonly figures: readonly ScopeFigures[][] }[] = [
            { ms: CLOSED_AT, figures: await shown() },
          ];
          now.ms = CLOSED_AT;
          for (const batch of batches.slice(half)) {
            now.ms += MINUTE_MS;
            await take(known(batch));
            moments.push({ ms: now.ms, figures: await shown() });
          }

          const closed = new ClosedFigures(db as unknown as Database, queries, clock as unknown as Clock, METRIC_SET);
          for (const { ms, figures: then } of moments)
            for (const [i, each] of asked.entries())
              expect((await closed.asOf(each, ms)).map(valuesOf)).toEqual(then[i]!.map(valuesOf));
          const revisions = new RevisionQueries(db as unknown as Database, queries, METRIC_SET);
          for (const [i, each] of asked.entries())
            for (const [k, one] of each.entries()) {
              const [first, last] = [moments[0]!.figures[i]![k]!, moments.at(-1)!.figures[i]![k]!].map(valuesOf);
              const kept = [...(await keptOf(one)).map(valuesOf), last];
              kept.slice(1).forEach((next, n) => expect([one, next]).not.toEqual([one, kept[n]]));
              const page = await revisions.page(one, undefined, 100);
              const [before, after] = [page.map((each) => each.before), page.map((each) => each.after)];
              moves += page.length;
              expect(page.length).toBe(kept.length - 1);
              if (page.length === 0) expect(last).toEqual(first);
              else {
                expect([valuesOf(before.at(-1)!), valuesOf(after[0]!)]).toEqual([first, last]);
                expect(after.slice(1).map(valuesOf)).toEqual(before.slice(0, -1).map(valuesOf));
              }
            }
        },
      ),
      { numRuns: 12 },
    );
    expect(moves).toBeGreaterThan(0);
  }, 240_000);
});

/** What is shown of figures: all numerators and denominators. */
const valuesOf = (figures: ScopeFigures) => METRIC_SET.codes.map((code) => METRIC_SET.valueOf(code, figures));

/** All scopes of a history, a list a closed period. */
function askedOf(history: readonly Fact[]): FiguresAsked[][] {
  const keys = new Oracle(history)
    .scopes()
    .map((scope) => ('unitId' in scope ? `unit:${scope.unitId}` : `staff:${scope.staffId}`));
  return CLOSED.map(({ grain, window }) => keys.map((scopeKey) => ({ scopeKey, grain, window })));
}
