import { chinaCalendar } from '@hengxin/contracts';
import { poolTxSource, type Tx, type TxSource } from '@hengxin/event-bus';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { type Fact, TODAY } from '../metrics/histories.suite.js';
import { METRIC_SET } from '../metrics/index.js';
import { CalendarEdition } from './calendar-edition.js';
import { layFigureTables } from './figure-migrations.suite.js';
import { contextOf, eventOf } from './figures.events.suite.js';
import { figures } from './figures.projection.js';
import { FIGURES } from './figures.tables.js';
import { WorkingDays } from './working-days.rules.js';

const workingDays = new WorkingDays(chinaCalendar);
const NOON = Date.parse(`${TODAY}T04:00:00Z`);
const BANK: readonly Fact[] = [
  { kind: 'unit', unitId: 'H', parentId: null, validFrom: null },
  { kind: 'staff', staffId: 'S1', unitId: 'H', validFrom: null },
  { kind: 'registered', clientId: 'C1', contactsAYear: 12, on: '2026-01-01' },
  { kind: 'assigned', clientId: 'C1', rmId: 'S1', from: '2026-01-01' },
];

describe('what one contact asks of the database', () => {
  const clock = { now: () => NOON, offsetMs: 0 };
  const projection = figures(workingDays, 'Asia/Shanghai', METRIC_SET, clock);
  let database: TestDatabase;
  let pool: pg.Pool;
  let db: TxSource;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    await layFigureTables(pool);
    db = poolTxSource(pool);
    await new CalendarEdition(db, FIGURES, { metrics: METRIC_SET, workingDays }).begin();
    await take(BANK);
  }, 60_000);
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  /** Counts facts; answers the statements by their names, without the groups of columns that some of them add to. */
  async function statements(facts: readonly Fact[]): Promise<readonly { name: string; text: string }[]> {
    const said: { name: string; text: string }[] = [];
    await db.tx((tx) => {
      const hear = (text: string, name = text) => said.push({ name: name.replace(/_[01]+$/, ''), text });
      const heard: Tx = { query: (text, values, name) => (hear(text, name), tx.query(text, values, name)) };
      return projection.apply(facts.map(eventOf), contextOf(heard, 'store', 0));
    });
    return said;
  }

  /** Counts facts; answers the names of the statements. */
  const take = async (facts: readonly Fact[]) => (await statements(facts)).map(({ name }) => name);

  const contact = (contactId: string, on: string): Fact => ({
    kind: 'contact',
    contactId,
    clientId: 'C1',
    staffId: 'S1',
    on,
    effective: true,
  });

  it('one of today is read once and written once a table, and nobody looks which periods are closed', async () => {
    expect(await take([contact('K1', TODAY)])).toEqual([
      'kpi_lock_tree',
      'kpi_client_facts',
      'kpi_insert_contacts',
      'kpi_add_figures',
      'kpi_add_levels',
      'kpi_add_courses',
    ]);
  });

  it('one of a day that is over looks which periods are closed', async () => {
    expect(await take([contact('K2', '2026-04-01')])).toContain('kpi_newest_closed');
  });

  it('adds to no columns of plans and facts, which a contact does not move', async () => {
    const said = await statements([contact('K4', TODAY)]);
    const [, added] = said.find(({ name }) => name === 'kpi_add_figures')!.text.split('do update');
    expect(added).toContain('contacts = coalesce(r.contacts, 0) + excluded.contacts');
    expect(added).not.toMatch(/\b(drawn|greetings)\b/);
  });

  it('what does not move keeps what it has', async () => {
    const read = async () => {
      const { rows } = await pool.query<{ contacts: number; touches_visit: number; greetings: number }>(
        "select contacts::int, touches_visit::int, greetings::int from rollup where scope = 'unit:H' and grain = 4",
      );
      return rows;
    };
    await pool.query('update rollup set greetings = 7');
    const [before] = await read();
    await take([contact('K3', TODAY)]);
    expect(await read()).toEqual([{ ...before!, contacts: before!.contacts + 1 }]);
  });
});
