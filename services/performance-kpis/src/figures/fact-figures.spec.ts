import {
  BusinessDateSchema,
  chinaCalendar,
  ContactLogged,
  dayNumber,
  type Grain,
  GRAINS,
  Id,
} from '@hengxin/contracts';
import { poolTxSource, type TxSource } from '@hengxin/event-bus';
import { defineEvent, type RecordedEvent } from '@hengxin/event-sourcing';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import fc from 'fast-check';
import pg from 'pg';
import { layFigureTables } from './figure-migrations.suite.js';
import { z } from 'zod';
import { type Period, periodsBetween } from '../kpi/period-input.rules.js';
import { windowsOf } from '../kpi/periods.rules.js';
import { WorkingDays } from './working-days.rules.js';
import { comparable, Oracle } from '../metrics/figures.oracle.suite.js';
import { aDay, aHistory, arrivals, type Fact, keyOfFact, someone, TODAY } from '../metrics/histories.suite.js';
import { startsOf } from '../metrics/oracle-days.suite.js';
import { METRIC_SET } from '../metrics/index.js';
import { counting, measure } from '../metrics/measure.js';
import { metric } from '../metrics/metric.js';
import { CalendarEdition } from './calendar-edition.js';
import { contextOf, eventOf, sourceOf } from './figures.events.suite.js';
import { figures } from './figures.projection.js';
import { FigureQueries } from '../kpi/figures.queries.js';
import { figureTables } from './figures.tables.js';
import {
  eventOfMade,
  figuresOfMade,
  isMade,
  keyOfMade,
  type MadeFact,
  madeFacts,
  sourceOfMade,
} from './made-facts.suite.js';
import { SeriesQueries } from '../kpi/series.queries.js';

const handed = z.object({ staffId: Id, helperId: Id.nullable(), on: BusinessDateSchema, gifts: z.int() });
const GiftsHanded = defineEvent('GiftsHanded', { version: 1, summary: 'Gifts were handed over.', data: handed });
const GiftsReturned = defineEvent('GiftsReturned', { version: 1, summary: 'Gifts came back.', data: handed });

/** Two events, one of which takes off; each may count for two. */
const gifts = measure('gifts', 'GIFT', {
  subject: 'fact',
  counts: [
    counting(GiftsHanded, ({ data: { staffId, helperId, on, gifts: value } }) =>
      [staffId, ...(helperId === null ? [] : [helperId])].map((maker) => ({ staffId: maker, date: on, value })),
    ),
    counting(GiftsReturned, ({ data }) => ({ staffId: data.staffId, date: data.on, value: -data.gifts })),
  ],
});

/** Consumes what gifts and what contacts are counted from. */
const marks = measure('marks', 'TOUCH', {
  subject: 'fact',
  counts: [
    counting(ContactLogged, ({ data }) =>
      data.effective ? { staffId: data.staffId, date: data.businessDate, value: 2 } : undefined,
    ),
    counting(GiftsHanded, ({ data }) => ({ staffId: data.staffId, date: data.on, value: 1 })),
  ],
});

const facts = { group: 'VISIT', direction: 'HIGHER_IS_BETTER', rule: 9, drillDown: 'NONE', isRestated: false } as const;
const GIFTS = metric('GIFTS', {
  ...facts,
  name: { en: 'Gifts', zh: '礼品' },
  summary: 'Gifts.',
  summaryZh: '',
  formula: { kind: 'count', of: gifts },
});
const MARKS = metric('MARKS', {
  ...facts,
  name: { en: 'Marks', zh: '记分' },
  summary: 'Marks.',
  summaryZh: '',
  formula: { kind: 'count', of: marks },
});
const SET = METRIC_SET.with({ measures: [gifts, marks], metrics: [GIFTS, MARKS] });

interface Gift {
  readonly kind: 'handed' | 'returned';
  readonly staffId: string;
  readonly helperId: string | null;
  readonly on: string;
  readonly gifts: number;
}
type Known = Fact | Gift | MadeFact;

const isGift = (fact: Known): fact is Gift => fact.kind === 'handed' || fact.kind === 'returned';
const isFact = (fact: Known): fact is Fact => !isGift(fact) && !isMade(fact);
function keyOf(fact: Known): string {
  if (isGift(fact)) return `gifts ${fact.staffId}`;
  return isMade(fact) ? keyOfMade(fact) : keyOfFact(fact);
}
function event(fact: Known): RecordedEvent {
  const surroundings = eventOf({ kind: 'unit', unitId: '', parentId: null, validFrom: null });
  if (isMade(fact)) return { ...surroundings, ...eventOfMade(fact) };
  if (!isGift(fact)) return eventOf(fact);
  const { kind, ...data } = fact;
  return { ...surroundings, ...(kind === 'handed' ? GiftsHanded : GiftsReturned).of(data) };
}
function sourceOfKnown(fact: Known): string {
  if (isGift(fact)) return 'hengxin.visit-logging.gift.events.v1';
  return isMade(fact) ? sourceOfMade(fact) : sourceOf(fact);
}

const aGift: fc.Arbitrary<Gift> = fc.record({
  kind: fc.constantFrom('handed' as const, 'handed' as const, 'returned' as const),
  staffId: someone,
  helperId: fc.option(someone),
  on: aDay,
  gifts: fc.integer({ min: 1, max: 3 }),
});
/** Without what clients have, which another projection counts. */
const aKnownHistory: fc.Arbitrary<Known[]> = fc
  .tuple(aHistory, fc.array(aGift, { minLength: 1, maxLength: 15 }), madeFacts)
  .map(([history, handedOver, made]) => [...history.filter(({ kind }) => kind !== 'holding'), ...handedOver, ...made]);

/** The figures by brute force: what everyone did, looked up in the tree as it stands at the end. */
function expected(
  history: readonly Known[],
  oracle: Oracle,
  scope: { unitId: string } | { staffId: string },
  grain: Grain,
  start: string,
) {
  const holds = (staffId: string, day: string) =>
    startsOf(grain, [day])[0] === start &&
    ('staffId' in scope ? scope.staffId === staffId : oracle.path(staffId, day).includes(scope.unitId));
  const made = figuresOfMade(history.filter(isMade), holds);
  const found = { ...oracle.figures(scope, grain, start), ...made, gifts: 0, marks: 0 };
  for (const fact of history)
    if (fact.kind === 'handed') {
      for (const maker of [fact.staffId, fact.helperId])
        if (maker !== null && holds(maker, fact.on)) found.gifts += fact.gifts;
      if (holds(fact.staffId, fact.on)) found.marks++;
    } else if (fact.kind === 'returned') {
      if (holds(fact.staffId, fact.on)) found.gifts -= fact.gifts;
    } else if (fact.kind === 'contact' && fact.effective && holds(fact.staffId, fact.on)) found.marks += 2;
  return found;
}

describe('facts that count for their makers', () => {
  const workingDays = new WorkingDays(chinaCalendar);
  const names = figureTables(SET)
    .tables.map(({ name }) => name)
    .join(', ');
  let database: TestDatabase;
  let pool: pg.Pool;
  let db: TxSource;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 4 });
    await layFigureTables(pool);
    db = poolTxSource(pool);
    await new CalendarEdition(db, figureTables(SET), { metrics: SET, workingDays }).begin();
  }, 60_000);
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  const days = ['2025-12-01', '2025-12-31', '2026-01-04', '2026-02-28', '2026-03-05', '2026-04-02'];
  async function expectFigures(history: readonly Known[]): Promise<void> {
    const oracle = new Oracle(history.filter(isFact));
    const units = oracle.scopes().filter((scope) => 'unitId' in scope);
    const scopes = [...units, ...['S1', 'S2', 'S3', 'S4'].map((staffId) => ({ staffId }))];
    const keys = scopes.map((scope) => ('unitId' in scope ? `unit:${scope.unitId}` : `staff:${scope.staffId}`));
    const today = () => dayNumber(TODAY);
    const queries = new FigureQueries(db, workingDays, today, SET);
    const series = new SeriesQueries(db, workingDays, queries, today, SET);
    const all = [...days, ...history.flatMap((fact) => (isFact(fact) ? [] : [fact.on]))].sort();
    for (const [g, grain] of GRAINS.entries()) {
      const periods = periodsBetween(grain, all[0]!, all.at(-1)!) as readonly Period[];
      const points = await series.of(keys, periods);
      for (const start of startsOf(grain, grain === 'DAY' ? all.slice(0, 12) : all)) {
        const window = windowsOf(dayNumber(start))[g]!;
        const found = await queries.all(keys.map((scopeKey) => ({ scopeKey, grain, window })));
        const place = periods.findIndex((period) => period.start === start);
        scopes.forEach((scope, i) => {
          const figuresOf = { scope, grain, start, ...expected(history, oracle, scope, grain, start) };
          expect({ scope, grain, start, ...comparable(found[i]!) }).toEqual(figuresOf);
          expect({ scope, grain, start, ...comparable(points.get(keys[i]!)![place]!) }).toEqual(figuresOf);
        });
      }
    }
  }

  it('give the figures of brute force, whatever the order of arrival, the cut into batches and the transfers dated back', async () => {
    await fc.assert(
      fc.asyncProperty(
        aKnownHistory.chain((history) => arrivals(history, keyOf).map((batches) => ({ history, batches }))),
        async ({ history, batches }) => {
          await pool.query(`truncate ${names}`);
          let projection = figures(workingDays, 'Asia/Shanghai', SET);
          for (const [i, batch] of batches.entries()) {
            if (i % 3 === 2) projection = figures(workingDays, 'Asia/Shanghai', SET);
            await db.tx((tx) => projection.apply(batch.map(event), contextOf(tx, 'store', 0)));
          }
          await expectFigures(history);
        },
      ),
      { numRuns: 20 },
    );
  }, 120_000);

  it('give the same figures when partitions of topics are applied side by side', async () => {
    await fc.assert(
      fc.asyncProperty(aKnownHistory, async (history) => {
        await pool.query(`truncate ${names}`);
        const projections = [figures(workingDays, 'Asia/Shanghai', SET), figures(workingDays, 'Asia/Shanghai', SET)];
        const sources = Map.groupBy(history, sourceOfKnown);
        await Promise.all(
          [...sources].map(async ([source, known], i) => {
            for (let at = 0; at < known.length; at += 4) {
              const batch = known.slice(at, at + 4).map(event);
              await db.tx((tx) => projections[i % 2]!.apply(batch, contextOf(tx, source, 0)));
            }
          }),
        );
        await expectFigures(history);
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
