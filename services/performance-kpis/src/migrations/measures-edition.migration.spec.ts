import { chinaCalendar } from '@hengxin/contracts';
import { poolTxSource } from '@hengxin/event-bus';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { WorkingDays } from '../figures/working-days.rules.js';
import { GREETINGS, greetings } from '../metrics/greetings.metric.js';
import { LEVELS, MEASURES, METRIC_DEFINITIONS, METRIC_SET } from '../metrics/index.js';
import { MetricSet } from '../metrics/metric-set.js';
import { CalendarEdition, editionOf } from '../figures/calendar-edition.js';
import { FIGURES } from '../figures/figures.tables.js';
import { BusTables1767225600000 } from '@hengxin/event-bus';
import { Closings1777200000100 } from './1777200000100-closings.migration.js';
import { KeptCalendar1779200000000 } from './1779200000000-kept-calendar.migration.js';
import { DirectFigures1777200000000 } from './1777200000000-direct-figures.migration.js';
import { MoreFigures1777100000000 } from './1777100000000-more-figures.migration.js';
import { HoldingRows1779000000000 } from './1779000000000-holding-rows.migration.js';
import { ReviewPromises1779000000100 } from './1779000000100-review-promises.migration.js';
import { Prompts1779100000000 } from './1779100000000-prompts.migration.js';
import { FactCounts1777000000000 } from './1777000000000-fact-counts.migration.js';
import { MeasuresEdition1777000000100 } from './1777000000100-measures-edition.migration.js';
import { Figures1767229200000 } from './1767229200000-figures.migration.js';

describe('figures that were counted before measures had an edition', () => {
  const workingDays = new WorkingDays(chinaCalendar);
  const FIRST = ['touches', 'contacts', 'clients', 'covered', 'drawn', 'done'];
  const FIRST_METRICS = ['TOUCHES', 'CONTACTS', 'CLIENTS_CONTACTED', 'PLAN_COMPLETION', 'COVERAGE'];
  const first = new MetricSet({
    measures: MEASURES.filter(({ name }) => FIRST.includes(name)),
    levels: LEVELS.slice(0, 1),
    metrics: METRIC_DEFINITIONS.filter(({ code }) => FIRST_METRICS.includes(code)),
  });
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
  }, 60_000);
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  it('stay where the measures are the first ones, and are counted again with another', async () => {
    const runner = { query: (text: string, values?: unknown[]) => pool.query(text, values) };
    for (const migration of [
      new BusTables1767225600000(),
      new Figures1767229200000(),
      new FactCounts1777000000000(),
      new MoreFigures1777100000000(),
      new HoldingRows1779000000000(),
      new ReviewPromises1779000000100(),
      new Prompts1779100000000(),
      new DirectFigures1777200000000(),
      new Closings1777200000100(),
      new KeptCalendar1779200000000(),
    ])
      await migration.up(runner);
    const calendar = editionOf({ workingDays, metrics: METRIC_SET }).split('.')[0];
    await pool.query('insert into calendar_edition (edition, complete) values ($1, true)', [calendar]);
    await new MeasuresEdition1777000000100().up(runner);

    const db = poolTxSource(pool);
    expect(await new CalendarEdition(db, FIGURES, { workingDays, metrics: first }).begin()).toBe(false);
    const more = first.with({ measures: [greetings], metrics: [GREETINGS] });
    expect(await new CalendarEdition(db, FIGURES, { workingDays, metrics: more }).begin()).toBe(true);
  });
});
