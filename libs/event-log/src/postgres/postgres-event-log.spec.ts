import { testDatabase, type TestDatabase } from '@hengxin/testing';
import pg from 'pg';
import { eventLogConformance } from '../conformance/event-log.suite.js';
import { migrateEventLog } from './migration.js';
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
  open: (onError) => createPostgresEventLog({ url: database.url, ...(onError && { onError }) }),
}));
