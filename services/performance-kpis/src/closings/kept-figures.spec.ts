import { chinaCalendar, ClientDateSet, dayNumber, GRAINS, PeriodClosed, periodEnd } from '@hengxin/contracts';
import { DeadlineTable1775000000000 } from '@hengxin/deadlines';
import { poolTxSource, type TxSource } from '@hengxin/event-bus';
import type { RecordedEvent, RecordedOf } from '@hengxin/event-sourcing';
import type { Clock, Database } from '@hengxin/service-kit';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import fc from 'fast-check';
import pg from 'pg';
import { balances } from '../figures/balances.projection.js';
import { layFigureTables } from '../figures/figure-migrations.suite.js';
import { CalendarEdition } from '../figures/calendar-edition.js';
import { contextOf, eventOf } from '../figures/figures.events.suite.js';
import { figures } from '../figures/figures.projection.js';
import { FIGURES } from '../figures/figures.tables.js';
import { eventOfMade, isMade, keyOfMade, type MadeFact, madeFacts } from '../figures/made-facts.suite.js';
import { occasions } from '../figures/occasions.projection.js';
import { WorkingDays } from '../figures/working-days.rules.js';
import { FigureQueries, type FiguresAsked } from '../kpi/figures.queries.js';
import { windowsOf } from '../kpi/periods.rules.js';
import { Oracle } from '../metrics/figures.oracle.suite.js';
import { aDay, aHistory, arrivals, type Fact, keyOfFact, TODAY } from '../metrics/histories.suite.js';
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
const { grain: MONTH, window: JANUARY } = CLOSED.find(({ grain }) => grain === 'MONTH')!;
const OF_JANUARY = ['unit:H', 'staff:S1'].map((scopeKey) => ({ scopeKey, grain: MONTH, window: JANUARY }));
const CLOSED_AT = Date.parse(`${TODAY}T02:00:00Z`);
const MINUTE_MS = 60_000;

/** A date of a client that comes round every year, on the month and day of `serves`; told on a day. */
interface Dated {
  readonly kind: 'dated';
  readonly clientId: string;
  readonly dateId: string;
  readonly on: string;
  readonly serves: string;
}
type Known = Fact | MadeFact | Dated;

const aDate: fc.Arbitrary<Dated> = fc.record({
  kind: fc.constant('dated' as const),
  clientId: fc.constantFrom('C1', 'C2', 'C3'),
  dateId: fc.constantFrom('D1', 'D2'),
  on: aDay,
  serves: aDay,
});
/** All that moves figures: what clients are, have and celebrate, and what staff do. */
const aKnownHistory: fc.Arbitrary<Known[]> = fc
  .tuple(aHistory, fc.array(aDate, { maxLength: 6 }), madeFacts)
  .map(([history, dates, made]) => [...history, ...dates, ...made]);

const isFact = (fact: Known): fact is Fact => !isMade(fact) && fact.kind !== 'dated';

function keyOf(fact: Known): string {
  if (isMade(fact)) return keyOfMade(fact);
  return fact.kind === 'dated' ? `dates ${fact.clientId}` : keyOfFact(fact);
}

function event(fact: Known): RecordedEvent {
  const surroundings = eventOf({ kind: 'unit', unitId: '', parentId: null, validFrom: null });
  if (isMade(fact)) return { ...surroundings, ...eventOfMade(fact) };
  if (fact.kind === 'dated') return { ...surroundings, type: ClientDateSet.type, data: dateSet(fact) };
  return fact.kind === 'holding' ? opened(fact) : eventOf(fact);
}

function dateSet({ clientId, dateId, on, serves }: Dated) {
  const [, month, day] = serves.split('-').map(Number);
  return { clientId, dateId, date: { calendar: 'SOLAR', month, day, year: null }, setOn: on };
}

/** A balance of a product that was opened on the same date of 2024: its anniversary is the day that is told. */
function opened(fact: Extract<Fact, { kind: 'holding' }>): RecordedEvent {
  const told: RecordedEvent = eventOf(fact);
  const { clientId, rows } = told.data as { clientId: string; rows: readonly object[] };
  const openedOn = `2024${fact.on.slice(4)}`;
  const data = { clientId, toldAt: `${fact.on}T10:00:00+08:00`, rows: rows.map((row) => ({ ...row, openedOn })) };
  return { ...told, data };
}

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

  /** A bank whose figures are counted by all of their consumers, shortly before its periods are closed. */
  async function bank() {
    await pool.query(`truncate ${TABLES}, holding_row, client_occasions, closing, deadline`);
    const now = { ms: CLOSED_AT - MINUTE_MS };
    const clock = { now: () => now.ms, offsetMs: 0 };
    const consumers = [figures, balances, occasions].map((consumer) =>
      consumer(workingDays, 'Asia/Shanghai', METRIC_SET, clock),
    );
    const take = async (batch: readonly Known[]) => {
      const events = batch.map((fact) => ({ ...event(fact), recordedAt: new Date(now.ms).toISOString() }));
      for (const consumer of consumers) await db.tx((tx) => consumer.apply(events, contextOf(tx, 'store', 0)));
    };
    const queries = new FigureQueries(db, workingDays, () => dayNumber(TODAY));
    const closed = new ClosedFigures(db as unknown as Database, queries, clock as unknown as Clock);
    const revisions = new RevisionQueries(db as unknown as Database, queries, METRIC_SET);
    return { now, take, queries, closed, revisions };
  }

  it('show at each moment what was shown then, and moves that lead from one to the next, none of them empty', async () => {
    let moves = 0;
    await fc.assert(
      fc.asyncProperty(
        aKnownHistory.chain((history) => arrivals(history, keyOf).map((batches) => ({ history, batches }))),
        async ({ history, batches }) => {
          const { now, take, queries, closed, revisions } = await bank();
          const asked = askedOf(history);
          const shown = async () => Promise.all(asked.map((each) => queries.all(each)));

          const half = Math.ceil(batches.length / 2);
          for (const batch of batches.slice(0, half)) await take(batch);
          await close();
          const moments: { readonly ms: number; readonly figures: readonly ScopeFigures[][] }[] = [
            { ms: CLOSED_AT, figures: await shown() },
          ];
          now.ms = CLOSED_AT;
          for (const batch of batches.slice(half)) {
            now.ms += MINUTE_MS;
            await take(batch);
            moments.push({ ms: now.ms, figures: await shown() });
          }

          for (const { ms, figures: then } of moments)
            for (const [i, each] of asked.entries())
              expect((await closed.asOf(each, ms)).map(valuesOf)).toEqual(then[i]!.map(valuesOf));
          for (const [i, each] of asked.entries())
            for (const [k, one] of each.entries()) {
              const [first, last] = [moments[0]!.figures[i]![k]!, moments.at(-1)!.figures[i]![k]!].map(valuesOf);
              const kept = [...(await keptOf(one)).map(valuesOf), last];
              kept.slice(1).forEach((next, n) => expect([one, next]).not.toEqual([one, kept[n]]));
              const page = await revisions.page(one, undefined, 200);
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

  const byS1 = { staffId: 'S1', on: '2026-01-07' } as const;
  const dated = (on: string, serves: string): Known => ({ kind: 'dated', clientId: 'C1', dateId: 'D1', on, serves });
  const held = (cents: number, on: string): Known => ({
    kind: 'holding',
    clientId: 'C1',
    holdingId: 'H1',
    product: 'DEMAND_DEPOSIT',
    cents,
    on,
    closedOn: null,
  });

  it.each<[string, string, Known]>([
    ['balance', 'DEPOSITS', held(10_000, '2026-01-07')],
    ['date', 'PROMPTS_SERVED', dated('2025-12-02', '2026-01-08')],
    ['visit', 'VISITS', { kind: 'visit-ended', visitId: 'V1', ...byS1 }],
    ['gift', 'GIFTS_IN_PERSON', { kind: 'gift', giftId: 'G1', how: 'DELIVERED', ...byS1 }],
    ['request for help', 'HELP_ASKED', { kind: 'help-asked', helpId: 'R1', ...byS1 }],
    ['hour of study', 'STUDY_MINUTES', { kind: 'studied', entryId: 'E1', minutes: 60, ...byS1 }],
  ])('keep what they showed before a late %s, and tell it as a move of %s', async (_what, metric, late) => {
    const { now, take, closed, revisions } = await bank();
    await take([
      { kind: 'unit', unitId: 'H', parentId: null, validFrom: null },
      { kind: 'staff', staffId: 'S1', unitId: 'H', validFrom: null },
      { kind: 'registered', clientId: 'C1', contactsAYear: 12, on: '2025-12-01' },
      { kind: 'assigned', clientId: 'C1', rmId: 'S1', from: '2025-12-01' },
      held(500, '2026-01-02'),
    ]);
    await close();
    const before = await closed.asOf(OF_JANUARY, CLOSED_AT);
    now.ms = CLOSED_AT + MINUTE_MS;
    await take([late]);
    expect((await closed.asOf(OF_JANUARY, CLOSED_AT)).map(valuesOf)).toEqual(before.map(valuesOf));
    for (const [i, asked] of OF_JANUARY.entries()) {
      const [revision, ...others] = await revisions.page(asked, undefined, 10);
      expect([revision?.atMs, others]).toEqual([now.ms, []]);
      expect(valuesOf(revision!.before)).toEqual(valuesOf(before[i]!));
      expect(METRIC_SET.valueOf(metric, revision!.after)).not.toEqual(METRIC_SET.valueOf(metric, revision!.before));
    }
  });
});

/** What is shown of figures: all numerators and denominators. */
const valuesOf = (figures: ScopeFigures) => METRIC_SET.codes.map((code) => METRIC_SET.valueOf(code, figures));

/** All scopes of a history, a list a closed period. */
function askedOf(history: readonly Known[]): FiguresAsked[][] {
  const keys = new Oracle(history.filter(isFact))
    .scopes()
    .map((scope) => ('unitId' in scope ? `unit:${scope.unitId}` : `staff:${scope.staffId}`));
  const staff = history.filter(isMade).map(({ staffId }) => `staff:${staffId}`);
  const all = [...new Set([...keys, ...staff])];
  return CLOSED.map(({ grain, window }) => all.map((scopeKey) => ({ scopeKey, grain, window })));
}
