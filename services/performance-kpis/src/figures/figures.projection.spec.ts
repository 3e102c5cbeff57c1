import {
  chinaCalendar,
  ClientAssigned,
  dateOfDayNumber,
  dayNumber,
  type Grain,
  GRAINS,
  OrgTree,
} from '@hengxin/contracts';
import { poolTxSource, type TxSource } from '@hengxin/event-bus';
import type { Projection } from '@hengxin/projections';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import fc from 'fast-check';
import pg from 'pg';
import { layFigureTables } from './figure-migrations.suite.js';
import { contextOf, eventOf, sourceOf } from './figures.events.suite.js';
import { Oracle, comparable, type OracleFigures } from '../metrics/figures.oracle.suite.js';
import { aHistory, arrivals, type Fact, keyOfFact, TODAY } from '../metrics/histories.suite.js';
import { startsOf } from '../metrics/oracle-days.suite.js';
import { type Metric, METRIC_SET } from '../metrics/index.js';
import { type Period, periodsBetween } from '../kpi/period-input.rules.js';
import { windowsOf } from '../kpi/periods.rules.js';
import { WorkingDays } from './working-days.rules.js';
import { CalendarEdition } from './calendar-edition.js';
import { CountedContactQueries } from '../contacts/counted-contacts.queries.js';
import { balances } from './balances.projection.js';
import { type FigureFact, figures } from './figures.projection.js';
import { FigureQueries } from '../kpi/figures.queries.js';
import { FIGURES } from './figures.tables.js';
import { OrgRows } from './org-rows.js';
import { SeriesQueries } from '../kpi/series.queries.js';
import {
  beforeOf,
  type LedgerCursor,
  type PageAsked,
  type Restatement,
  RestatementQueries,
} from '../restatements/restatements.queries.js';

const workingDays = new WorkingDays(chinaCalendar);
const DAYS = ['2025-12-01', '2025-12-31', '2026-01-04', '2026-02-28', '2026-03-05', '2026-04-02'];
const today = () => dayNumber(TODAY);
const TABLES = FIGURES.tables.map(({ name }) => name).join(', ');

describe('the projection of figures on PostgreSQL', () => {
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
    await pool.end();
    await database.drop();
  });
  const empty = () => pool.query(`truncate ${TABLES}, holding_row`);
  beforeEach(empty);

  const held = balances(workingDays, 'Asia/Shanghai', METRIC_SET);
  const apply = (projection: Projection, batch: readonly Fact[], source = 'store', partition = 0) => {
    const told = batch.filter(({ kind }) => kind === 'holding').map(eventOf);
    const others = batch.filter(({ kind }) => kind !== 'holding').map(eventOf);
    return db.tx(async (tx) => {
      if (others.length > 0) await projection.apply(others, contextOf(tx, source, partition));
      if (told.length > 0) await held.apply(told, contextOf(tx, 'store', 0));
    });
  };

  async function expectFigures(history: readonly Fact[], oracle = new Oracle(history)): Promise<void> {
    const queries = new FigureQueries(db, workingDays, today);
    const days = [...DAYS, ...history.flatMap((fact) => (fact.kind === 'contact' ? [fact.on] : []))];
    const scopes = oracle.scopes();
    const keys = scopes.map((scope) => ('unitId' in scope ? `unit:${scope.unitId}` : `staff:${scope.staffId}`));
    for (const [g, grain] of GRAINS.entries()) {
      const series = await seriesOf(keys, grain, days);
      for (const start of startsOf(grain, grain === 'DAY' ? days.slice(0, 12) : days)) {
        const window = windowsOf(dayNumber(start))[g]!;
        const found = await queries.all(keys.map((scopeKey) => ({ scopeKey, grain, window })));
        scopes.forEach((scope, i) => {
          const expected = { scope, grain, start, ...oracle.figures(scope, grain, start) };
          expect({ scope, grain, start, ...comparable(found[i]!) }).toEqual(expected);
          expect({ scope, grain, start, ...comparable(series(keys[i]!, start)!) }).toEqual(expected);
        });
      }
    }
  }

  /** The point of a scope and period in the series of all these days. */
  async function seriesOf(keys: readonly string[], grain: Grain, days: readonly string[]) {
    const sorted = [...days].sort();
    const periods = periodsBetween(grain, sorted[0]!, sorted.at(-1)!) as readonly Period[];
    const figures = await new SeriesQueries(db, workingDays, new FigureQueries(db, workingDays, today), today).of(
      keys,
      periods,
    );
    const places = new Map(periods.map(({ start }, place) => [start, place]));
    return (key: string, start: string) => figures.get(key)![places.get(start)!];
  }

  it('empties every table when everything is counted again, but what was closed, and with which calendar', async () => {
    const { rows } = await pool.query<{ name: string }>(
      'select table_name as name from information_schema.tables where table_schema = current_schema() order by 1',
    );
    const emptied = new Set<string>(FIGURES.tables.map(({ name }) => name));
    expect(rows.map(({ name }) => name).filter((name) => !emptied.has(name))).toEqual([
      'calendar_edition',
      'client_occasions',
      'closing',
      'closing_digest',
      'holding_row',
      'kept_calendar',
    ]);
  });

  it('gives the figures of brute force, whatever the order of arrival and the cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        aHistory.chain((history) => arrivals(history).map((batches) => ({ history, batches }))),
        async ({ history, batches }) => {
          await empty();
          let projection = figures(workingDays, 'Asia/Shanghai');
          for (const [i, batch] of batches.entries()) {
            // Every third batch is taken by an instance that has just started.
            if (i % 3 === 2) projection = figures(workingDays, 'Asia/Shanghai');
            await apply(projection, batch);
          }
          await expectFigures(history);
        },
      ),
      { numRuns: 20 },
    );
  }, 120_000);

  it('gives the same figures when partitions of topics are applied side by side', async () => {
    await fc.assert(
      fc.asyncProperty(aHistory, async (history) => {
        await empty();
        const projections = [figures(workingDays, 'Asia/Shanghai'), figures(workingDays, 'Asia/Shanghai')];
        const partitions = new Map<string, Fact[]>();
        for (const fact of history) {
          const partition = `${sourceOf(fact)} ${hash(keyOfFact(fact)) % 2}`;
          partitions.set(partition, [...(partitions.get(partition) ?? []), fact]);
        }
        await Promise.all(
          [...partitions].map(async ([key, facts], i) => {
            const [source, partition] = key.split(' ');
            for (let at = 0; at < facts.length; at += 5)
              await apply(projections[i % 2]!, facts.slice(at, at + 5), source, Number(partition));
          }),
        );
        await expectFigures(history);
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  it('counts nothing twice when everything comes again', async () => {
    const [history] = fc.sample(aHistory, { numRuns: 1, seed: 7 }) as [Fact[]];
    const projection = figures(workingDays, 'Asia/Shanghai');
    await apply(projection, history);
    await apply(projection, history);
    await apply(
      figures(workingDays, 'Asia/Shanghai'),
      history.filter(({ kind }) => kind !== 'staff' && kind !== 'unit'),
    );
    await expectFigures(history);
  }, 60_000);

  it('reads its tree again when the transaction that changed it has failed', async () => {
    const [history] = fc.sample(aHistory, { numRuns: 1, seed: 11 }) as [Fact[]];
    const projection = figures(workingDays, 'Asia/Shanghai');
    await apply(projection, history.slice(0, 12));
    const lost: Fact[] = [
      { kind: 'staff', staffId: 'S1', unitId: 'B2', validFrom: null },
      { kind: 'unit', unitId: 'B1', parentId: null, validFrom: '2026-01-02' },
    ];
    await expect(
      db.tx(async (tx) => {
        await projection.apply(lost.map(eventOf), contextOf(tx, 'store', 0));
        throw new Error('the connection breaks');
      }),
    ).rejects.toThrow('the connection breaks');
    await apply(projection, history.slice(12));
    await expectFigures(history);
  }, 60_000);

  it('drills down to exactly the contacts that a figure counted', async () => {
    await fc.assert(
      fc.asyncProperty(
        aHistory.chain((history) => arrivals(history).map((batches) => ({ history, batches }))),
        async ({ history, batches }) => {
          await empty();
          const projection = figures(workingDays, 'Asia/Shanghai');
          for (const batch of batches) await apply(projection, batch);
          const queries = new CountedContactQueries(db);
          const oracle = new Oracle(history);
          const window = windowsOf(dayNumber('2026-01-15'))[4]!;
          const page = { window, after: undefined, limit: 100, today: window.end, keepers: true };
          for (const scope of oracle.scopes()) {
            if (!('staffId' in scope)) continue;
            const made = history.filter(
              (f) => f.kind === 'contact' && f.staffId === scope.staffId && f.on >= '2026-01-01',
            );
            const counted = { staffId: scope.staffId };
            const touches = await queries.page({ ...page, counted, metric: 'TOUCHES' });
            expect(touches.map((c) => c.contactId).sort()).toEqual(
              made.map((f) => (f as { contactId: string }).contactId).sort(),
            );
            const contacts = await queries.page({ ...page, counted, metric: 'CONTACTS' });
            expect(contacts).toHaveLength(made.filter((f) => (f as { effective: boolean }).effective).length);
            for (const contact of contacts)
              expect(contact.unitId).toBe(oracle.path(scope.staffId, dayIn(history, contact.contactId))[0] ?? null);
            const covering = await queries.page({ ...page, counted, metric: 'COVERAGE' });
            const expected = history.filter(
              (f) =>
                f.kind === 'contact' &&
                f.effective &&
                f.on >= '2026-01-01' &&
                oracle.rmOf(f.clientId, f.on) === scope.staffId,
            );
            expect(covering.map((c) => c.contactId).sort()).toEqual(
              expected.map((f) => (f as { contactId: string }).contactId).sort(),
            );
          }
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);

  it('drills down a unit to what was made, or kept, in its subtree on the day', async () => {
    await fc.assert(
      fc.asyncProperty(
        aHistory.chain((history) => arrivals(history).map((batches) => ({ history, batches }))),
        async ({ history, batches }) => {
          await empty();
          const projection = figures(workingDays, 'Asia/Shanghai');
          for (const batch of batches) await apply(projection, batch);
          const queries = new CountedContactQueries(db);
          const rows = new OrgRows({ tree: treeOf(history), version: 1 });
          const oracle = new Oracle(history);
          const [start, end] = ['2026-01-01', '2026-03-31'];
          const window = windowsOf(dayNumber(start))[3]!;
          const contacts = history
            .filter((fact) => fact.kind === 'contact')
            .filter(({ on }) => on >= start && on <= end);
          for (const scope of oracle.scopes()) {
            if (!('unitId' in scope)) continue;
            const page = {
              counted: rows.subtree(scope.unitId, start, end),
              window,
              after: undefined,
              limit: 100,
              today: window.end,
              keepers: true,
            };
            const listed = async (metric: Metric) =>
              (await queries.page({ ...page, metric })).map(({ contactId }) => contactId).sort();
            const holds = (staffId: string | undefined, on: string) =>
              staffId !== undefined && oracle.path(staffId, on).includes(scope.unitId);
            const made = contacts.filter(({ staffId, on }) => holds(staffId, on));
            const kept = contacts.filter(
              ({ effective, clientId, on }) => effective && holds(oracle.rmOf(clientId, on), on),
            );
            expect([scope, await listed('TOUCHES')]).toEqual([scope, made.map(({ contactId }) => contactId).sort()]);
            expect([scope, await listed('COVERAGE')]).toEqual([scope, kept.map(({ contactId }) => contactId).sort()]);
          }
        },
      ),
      { numRuns: 20 },
    );
  }, 120_000);

  it('keeps a ledger that leads from the figures at the end of a period to those of now', async () => {
    await fc.assert(
      fc.asyncProperty(aHistory, fc.integer({ min: 1, max: 30 }), async (history, size) => {
        await empty();
        const projection = figures(workingDays, 'Asia/Shanghai');
        const contacts = history
          .filter((fact) => fact.kind === 'contact')
          .sort((a, b) => (a.loggedOn! < b.loggedOn! ? -1 : 1));
        const others = history.filter(({ kind }) => kind !== 'contact');
        await apply(projection, others);
        for (let at = 0; at < contacts.length; at += size) await apply(projection, contacts.slice(at, at + size));
        const queries = new RestatementQueries(db);
        const now = new Oracle(history);
        for (const [g, grain] of GRAINS.entries())
          for (const start of startsOf(grain, DAYS)) {
            const window = windowsOf(dayNumber(start))[g]!;
            const inTime = contacts.filter(({ loggedOn }) => dayNumber(loggedOn!) <= window.end);
            const then = new Oracle([...others, ...inTime]);
            for (const scope of now.scopes()) {
              const key = 'unitId' in scope ? `unit:${scope.unitId}` : `staff:${scope.staffId}`;
              const ledger = await queries.page({ scopeKey: key, window, place: undefined, limit: 100, today: 0 });
              const figures = (oracle: Oracle) => {
                return numeratorsOf(oracle.figures(scope, grain, start));
              };
              if (ledger.length === 0) expect(figures(then)).toEqual(figures(now));
              else expect([beforeOf(ledger.at(-1)!), ledger[0]!.after]).toEqual([figures(then), figures(now)]);
            }
          }
      }),
      { numRuns: 6 },
    );
  }, 240_000);

  it('keeps it in the order in which facts were known, in whatever order they are heard, a page at a time', async () => {
    await fc.assert(
      fc.asyncProperty(
        aHistory,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 12 }),
        async (history, size, cut) => {
          await empty();
          const projection = figures(workingDays, 'Asia/Shanghai');
          // What else moves figures comes first; contacts as they come, those of a file long after others that were
          // logged later.
          await apply(
            projection,
            history.filter(({ kind }) => kind !== 'contact'),
          );
          const contacts = history.filter(({ kind }) => kind === 'contact');
          for (let at = 0; at < contacts.length; at += cut) await apply(projection, contacts.slice(at, at + cut));
          const queries = new RestatementQueries(db);
          const now = new Oracle(history);
          const oracles = new Map<number, Oracle>();
          const knownBy = (micros: number, scope: Parameters<Oracle['figures']>[0], grain: Grain, start: string) => {
            const known = history.filter((fact) => fact.kind !== 'contact' || loggedMicros(fact) <= micros);
            const oracle = oracles.get(micros) ?? new Oracle(known);
            oracles.set(micros, oracle);
            return numeratorsOf(oracle.figures(scope, grain, start));
          };
          for (const [g, grain] of GRAINS.entries())
            for (const start of startsOf(grain, DAYS)) {
              const window = windowsOf(dayNumber(start))[g]!;
              for (const scope of now.scopes()) {
                const scopeKey = 'unitId' in scope ? `unit:${scope.unitId}` : `staff:${scope.staffId}`;
                const ledger = await wholeLedger(queries, { scopeKey, window, limit: size, today: 0 });
                if (ledger.length === 0) continue;
                const moments = ledger.map(({ atMicros }) => atMicros);
                expect(moments).toEqual(moments.toSorted((a, b) => b - a));
                expect(ledger[0]!.after).toEqual(numeratorsOf(now.figures(scope, grain, start)));
                for (const [i, entry] of ledger.slice(1).entries()) expect(entry.after).toEqual(beforeOf(ledger[i]!));
                // After each entry the figures are those of all that was known by then.
                for (const { atMicros, after } of ledger.filter(
                  (entry, i) => entry.atMicros !== ledger[i - 1]?.atMicros,
                ))
                  expect(after).toEqual(knownBy(atMicros, scope, grain, start));
                expect(beforeOf(ledger.at(-1)!)).toEqual(knownBy(endOf(window), scope, grain, start));
              }
            }
        },
      ),
      { numRuns: 15 },
    );
  }, 240_000);

  async function wholeLedger(queries: RestatementQueries, asked: Omit<PageAsked, 'place'>): Promise<Restatement[]> {
    const all: Restatement[] = [];
    for (let place: LedgerCursor | undefined; ;) {
      const page = await queries.page({ ...asked, place });
      all.push(...page);
      const last = page.at(-1);
      if (!last || page.length < asked.limit) return all;
      place = { atMicros: last.atMicros, seq: last.seq, before: beforeOf(last) };
    }
  }

  describe('the ledger of a log', () => {
    const dayAfter = (days: number) => dateOfDayNumber(dayNumber('2025-11-24') + days);

    /** The ledger after batches of these sizes, each round again. */
    async function ledgerOf(told: readonly FigureFact[], sizes: readonly number[]): Promise<unknown[]> {
      await empty();
      const projection = figures(workingDays, 'Asia/Shanghai');
      for (let at = 0, n = 0; at < told.length; n++) {
        const batch = told.slice(at, (at += sizes[n % sizes.length]!));
        await db.tx((tx) => projection.apply(batch, contextOf(tx, 'store', 0)));
      }
      const { rows } = await pool.query(
        `select scope, grain, period_start::text, cause, event_id, contact_id, ${METRIC_SET.restated.map(({ measure }) => measure.name).join(', ')}
           from restatement order by scope, grain, period_start, seq`,
      );
      return rows as unknown[];
    }

    const knownOn = (fact: Fact, day: string, id: string): FigureFact => ({
      ...eventOf(fact),
      id,
      recordedAt: `${day}T02:00:00Z`,
    });

    it('is the same whatever the batches, late facts, handovers, transfers and moves among each other', async () => {
      let entries = 0;
      await fc.assert(
        fc.asyncProperty(
          aHistory.chain((history) =>
            fc.record({
              told: fc
                .array(fc.integer({ min: 0, max: 150 }), { minLength: history.length, maxLength: history.length })
                .map((days) => history.map((fact, i) => knownOn(fact, dayAfter(days[i]!), `E${i}`))),
              sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
            }),
          ),
          async ({ told, sizes }) => {
            const oneByOne = await ledgerOf(told, [1]);
            entries += oneByOne.length;
            expect(await ledgerOf(told, [told.length])).toEqual(oneByOne);
            expect(await ledgerOf(told, sizes)).toEqual(oneByOne);
          },
        ),
        { numRuns: 40 },
      );
      expect(entries).toBeGreaterThan(0);
    }, 240_000);

    const unit = { kind: 'unit', unitId: 'L1', parentId: null, validFrom: null } as const;
    const staff = ['S1', 'S2'].map((staffId) => ({ kind: 'staff', staffId, unitId: 'L1', validFrom: null }) as const);
    const registered = { kind: 'registered', clientId: 'C1', contactsAYear: 12, on: '2026-01-01' } as const;
    const assigned = (rmId: string, from: string) => ({ kind: 'assigned', clientId: 'C1', rmId, from }) as const;
    const contact = (contactId: string, on: string) =>
      ({ kind: 'contact', contactId, clientId: 'C1', staffId: 'S1', effective: true, on }) as const;
    const begun = [unit, ...staff, registered].map((fact, i) => knownOn(fact, '2026-01-01', `B${i}`));

    it('has a handover that was dated back behind a contact, though both come in one batch', async () => {
      const told = [
        ...begun,
        knownOn(assigned('S1', '2026-01-01'), '2026-01-01', 'E1'),
        knownOn(contact('K1', '2026-01-20'), '2026-01-20', 'E2'),
        knownOn(assigned('S2', '2026-01-10'), '2026-02-02', 'E3'),
      ];
      const ledger = await ledgerOf(told, [1]);
      expect(ledger).toContainEqual(
        expect.objectContaining({ scope: 'staff:S2', cause: 'CLIENT_CHANGED', event_id: 'E3' }),
      );
      expect(await ledgerOf(told, [told.length])).toEqual(ledger);
    });

    it('has nothing of a change that was known while the period ran, though a later one comes in the same batch', async () => {
      const told = [
        ...begun,
        knownOn(assigned('S1', '2026-01-01'), '2026-01-01', 'E1'),
        knownOn(contact('K1', '2026-01-20'), '2026-01-20', 'E2'),
        knownOn(assigned('S2', '2026-01-20'), '2026-01-20', 'E3'),
        knownOn(assigned('S1', '2026-02-03'), '2026-02-03', 'E4'),
      ];
      expect(await ledgerOf(told, [begun.length + 2, 2])).toEqual([]);
    });

    it('has each transfer and each move that was dated back by itself, though they come in one batch, and nothing of who is new', async () => {
      const transfer = (staffId: string) =>
        ({ kind: 'staff', staffId, unitId: 'L2', validFrom: '2026-01-15' }) as const;
      const told = [
        ...begun,
        knownOn({ ...unit, unitId: 'L2' }, '2026-01-01', 'B9'),
        knownOn(contact('K1', '2026-01-20'), '2026-01-20', 'E1'),
        knownOn({ ...contact('K2', '2026-01-21'), staffId: 'S2' }, '2026-01-21', 'E2'),
        knownOn({ ...unit, unitId: 'L2', parentId: 'H', validFrom: '2026-02-02' }, '2026-02-02', 'of its day'),
        knownOn(transfer('S1'), '2026-02-02', 'a transfer'),
        knownOn({ ...transfer('S3'), validFrom: null }, '2026-02-03', 'a new person'),
        knownOn(transfer('S2'), '2026-02-03', 'another transfer'),
        knownOn(
          { ...unit, unitId: 'L2', parentId: 'H', validFrom: '2026-01-16' },
          '2026-02-04',
          'a move below nothing yet',
        ),
        knownOn({ ...unit, unitId: 'H', validFrom: '2026-02-04' }, '2026-02-04', 'a unit above others'),
      ];
      const ledger = await ledgerOf(told, [1]);
      const because = new Set(ledger.map((entry) => (entry as { event_id: string }).event_id));
      expect([...because].sort()).toEqual(['a transfer', 'a unit above others', 'another transfer']);
      expect(await ledgerOf(told, [told.length])).toEqual(ledger);
    });

    it('has a first assignment that was dated back', async () => {
      const told = [...begun, knownOn(contact('K1', '2026-01-20'), '2026-01-20', 'E1')];
      const first = ClientAssigned.of({ clientId: 'C1', rmId: 'S1', from: '2026-01-01', previousRmId: null });
      const ledger = await ledgerOf([...told, { ...knownOn(registered, '2026-02-02', 'E2'), ...first }], [1]);
      expect(ledger).toContainEqual(
        expect.objectContaining({
          scope: 'unit:L1',
          grain: 2,
          period_start: '2026-01-01',
          cause: 'CLIENT_CHANGED',
          event_id: 'E2',
        }),
      );
    });
  });
});

function treeOf(history: readonly Fact[]): OrgTree {
  const tree = new OrgTree();
  for (const fact of history) if (fact.kind === 'unit') tree.placeUnit({ ...fact, kind: 'BRANCH', name: fact.unitId });
  return tree;
}

/** What the ledger holds of a scope's figures. */
const numeratorsOf = (figures: OracleFigures) =>
  METRIC_SET.restated.map(({ measure }) => figures[measure.name as keyof OracleFigures]);

/** When a contact was logged, and when a period was over, in microseconds. */
const loggedMicros = ({ on, loggedOn }: Extract<Fact, { kind: 'contact' }>): number =>
  Date.parse(`${loggedOn ?? on}T10:30:00+08:00`) * 1000;
const endOf = ({ end }: { end: number }): number => Date.parse(`${dateOfDayNumber(end)}T23:59:59+08:00`) * 1000;

function dayIn(history: readonly Fact[], contactId: string): string {
  const fact = history.find((f) => f.kind === 'contact' && f.contactId === contactId);
  return (fact as { on: string }).on;
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7) % 1_000_003;
}
