import { type BusinessCalendar, chinaCalendar, dayNumber } from '@hengxin/contracts';
import { type BatchContext, BusTables1767225600000, isOutage, poolTxSource, type TxSource } from '@hengxin/event-bus';
import type { Projection } from '@hengxin/projections';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { layFigureTables } from './figure-migrations.suite.js';
import { windowsOf } from '../kpi/periods.rules.js';
import { WorkingDays } from './working-days.rules.js';
import { GREETINGS, greetings } from '../metrics/greetings.metric.js';
import { LEVELS, MEASURES, METRIC_DEFINITIONS, METRIC_SET } from '../metrics/index.js';
import { MetricSet } from '../metrics/metric-set.js';
import { CalendarEdition, editionOf, OtherCalendar } from './calendar-edition.js';
import { FIGURES } from './figures.tables.js';
import { type FigureFact, figures } from './figures.projection.js';
import { FigureQueries } from '../kpi/figures.queries.js';

const holiday = (day: string): BusinessCalendar =>
  Object.assign(Object.create(chinaCalendar) as BusinessCalendar, {
    isWorkingDay: (date: string) => date !== day && chinaCalendar.isWorkingDay(date),
  });

const edition = (workingDays: WorkingDays) => ({ metrics: METRIC_SET, workingDays });
const ofToday = new WorkingDays(chinaCalendar);
const ofNovember = new WorkingDays(holiday('2026-03-04'));

const events = [
  ['ClientRegistered', { clientId: 'C1', registeredOn: '2026-01-01', contactsAYear: 52, consents: [] }],
  ['ClientAssigned', { clientId: 'C1', rmId: 'R1', from: '2026-01-01', previousRmId: null }],
  [
    'ContactLogged',
    {
      contactId: 'K1',
      clientId: 'C1',
      staffId: 'R1',
      effective: true,
      businessDate: '2026-03-04',
      channel: 'PHONE',
      followUpOn: null,
      startedAt: '2026-03-04T10:00:00+08:00',
      loggedAt: '2026-03-04T10:30:00+08:00',
    },
  ],
].map(
  ([type, data], i) =>
    ({ id: `E${i}`, type, data, meta: {}, recordedAt: '2026-03-04T10:31:00+08:00' }) as unknown as FigureFact,
);

describe('the edition of a calendar', () => {
  it('is another one as soon as one day is worked that was not, and the same for the same days', () => {
    expect(editionOf(edition(new WorkingDays(chinaCalendar)))).toBe(editionOf(edition(ofToday)));
    expect(editionOf(edition(ofNovember))).not.toBe(editionOf(edition(ofToday)));
    expect(editionOf(edition(new WorkingDays(holiday('2098-12-31'))))).not.toBe(editionOf(edition(ofToday)));
  });
});

describe('the edition of a set of measures', () => {
  const fewer = new MetricSet({
    measures: MEASURES.filter(({ name }) => name !== greetings.name),
    levels: LEVELS,
    metrics: METRIC_DEFINITIONS.filter(({ code }) => code !== GREETINGS.code),
  });
  it('is another one with one measure more, so that it is counted from the first event on', () =>
    expect(editionOf({ metrics: fewer, workingDays: ofToday })).not.toBe(editionOf(edition(ofToday))));
});

describe('figures of another calendar', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let db: TxSource;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 4 });
    await new BusTables1767225600000().up({ query: (text: string) => pool.query(text) });
    await layFigureTables(pool);
    db = poolTxSource(pool);
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const count = (projection: Projection) =>
    db.tx((tx) =>
      projection.apply(events, { tx, consumer: 'figures', source: 'store', partition: 0 } as unknown as BatchContext),
    );
  const covered = async (workingDays: WorkingDays) => {
    const window = windowsOf(dayNumber('2026-03-04'))[1]!;
    const [figures] = await new FigureQueries(db, workingDays, () => window.end + 1).all([
      { scopeKey: 'staff:R1', grain: 'WEEK', window },
    ]);
    return [figures!.covered, figures!.target];
  };
  const checkpoints = async () =>
    (await pool.query('select consumer from bus_checkpoint order by 1')).rows.map(({ consumer }) => consumer);

  it('are emptied and counted again, once, and neither shown meanwhile nor touched by an instance of the calendar before', async () => {
    const before = new CalendarEdition(db, FIGURES, edition(ofNovember));
    expect(await before.begin()).toBe(false);
    const projection = figures(ofNovember, 'Asia/Shanghai');
    await count(projection);
    for (const consumer of ['figures', 'directory'])
      await pool.query(
        "insert into bus_checkpoint (consumer, source, partition, position) values ($1, 'store', 0, '7')",
        [consumer],
      );
    expect(await before.begin()).toBe(false);
    expect(await covered(ofNovember)).toEqual([4 * 52, 4 * 52]);

    const after = [1, 2].map(() => new CalendarEdition(db, FIGURES, edition(ofToday)));
    expect(await Promise.all(after.map((each) => each.begin()))).toEqual([true, true]);
    expect(await checkpoints()).toEqual(['directory']);
    const failure = await count(projection).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OtherCalendar);
    expect(isOutage(failure)).toBe(true);

    const refused = { code: 'FIGURES_BEING_COUNTED' };
    await count(figures(ofToday, 'Asia/Shanghai'));
    await expect(covered(ofToday)).rejects.toMatchObject(refused);
    await expect(after[0]!.assertComplete()).rejects.toMatchObject(refused);

    await after[0]!.completed();
    await after[1]!.assertComplete();
    expect(await after[1]!.begin()).toBe(false);
    expect(await covered(ofToday)).toEqual([248, 5 * 52]);
    await expect(covered(ofNovember)).rejects.toMatchObject(refused);
    await expect(before.assertComplete()).rejects.toMatchObject(refused);
  });
});
