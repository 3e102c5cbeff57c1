import { type TestDatabase, testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { Figures1767229200000 } from './1767229200000-figures.migration.js';
import { RestatementsByMoment1767229200100 } from './1767229200100-restatements-by-moment.migration.js';
import { LateContacts1767229200200 } from './1767229200200-late-contacts.migration.js';

describe('late contacts that were counted before', () => {
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

  it('have the moment and the client of their entries, those known in time have none', async () => {
    const runner = { query: (text: string) => pool.query(text) };
    for (const migration of [new Figures1767229200000(), new RestatementsByMoment1767229200100()])
      await migration.up(runner);
    await pool.query(`insert into contact (at, effective, own, client_id, contact_id, staff_id)
      values (1, true, true, 'C1', 'late', 'S1'), (2, true, true, 'C1', 'later', 'S1'), (3, true, true, 'C1', 'in time', 'S1')`);
    const entry = (contactId: string, clientId: string | null, scope: string, grain: number, at: string) =>
      pool.query(
        `insert into restatement (at, touches, contacts, clients, covered, period_start, grain, scope, cause, event_id, contact_id, client_id)
         values ($1, 1, 1, 1, 0, '2026-01-01', $2, $3, 'LATE_CONTACT', 'E', $4, $5)`,
        [at, grain, scope, contactId, clientId],
      );
    await entry('late', null, 'staff:S1', 0, '2026-02-03T10:00:00.123456+08:00');
    await entry('late', null, 'unit:L1', 0, '2026-02-03T10:00:00.123456+08:00');
    await entry('late', null, 'staff:S1', 4, '2026-02-03T10:00:00.123456+08:00');
    await entry('later', 'C1', 'staff:S1', 0, '2026-02-04T10:00:00+08:00');

    await new LateContacts1767229200200().up(runner);

    const known = await pool.query(
      `select contact_id, to_char(known_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as known from contact order by at`,
    );
    expect(known.rows).toEqual([
      { contact_id: 'late', known: '2026-02-03 02:00:00.123456' },
      { contact_id: 'later', known: '2026-02-04 02:00:00.000000' },
      { contact_id: 'in time', known: null },
    ]);
    expect((await pool.query('select distinct client_id from restatement')).rows).toEqual([{ client_id: 'C1' }]);
  });
});
