import { randomUUID } from 'node:crypto';
import { catalogue } from '@hengxin/contracts';
import { testDatabase, type TestDatabase } from '@hengxin/testing';
import pg from 'pg';
import { event, eventLogConformance } from '../conformance/event-log.suite.js';
import { migrateEventLog } from './migration.js';
import { NO_STREAM } from '../port.js';
import { comparePositions, START } from '../position.js';
import { createPostgresEventLog } from './postgres-event-log.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  await migrateEventLog(pool);
  await pool.end();
}, 60_000);
afterAll(() => database?.drop());

eventLogConformance('PostgreSQL', async () => ({
  open: (onError) => createPostgresEventLog({ url: database.url, catalogue, ...(onError && { onError }) }),
}));

describe('event log: PostgreSQL', () => {
  it('finds the last event of some categories, whatever was stored behind it', async () => {
    const log = createPostgresEventLog({ url: database.url, catalogue });
    const [asked, other] = [`a${randomUUID().slice(0, 8)}`, `b${randomUUID().slice(0, 8)}`];
    const appended = await log.append(`${asked}-1`, [event(1)], NO_STREAM);
    const behind = await log.append(`${other}-1`, [event(2)], NO_STREAM);
    expect(appended).toMatchObject({ position: await log.head([asked]) });
    expect(behind).toMatchObject({ position: await log.head([asked, other]) });
    expect(comparePositions(await log.head(['none']), START)).toBe(0);
    await log.close();
  });

  it('a hundred streams do not wait for a large group of others that is being stored', async () => {
    const log = createPostgresEventLog({ url: database.url, catalogue });
    const slow = new pg.Client({ connectionString: database.url });
    await slow.connect();
    const held = Array.from({ length: 250 }, () => `held-${randomUUID()}`);
    await slow.query('begin');
    await slow.query(`select event_log.append_batch($1, $2, '{}', '{}', '{}', '{}', '{}', '', '')`, [
      held,
      held.map(() => NO_STREAM),
    ]);
    const appends = Array.from({ length: 100 }, (_, n) => log.append(`other-${randomUUID()}`, [event(n)], NO_STREAM));
    for (const result of await Promise.all(appends)) expect(result).toMatchObject({ ok: true });
    await slow.query('commit');
    await slow.end();
    await log.close();
  });
});
