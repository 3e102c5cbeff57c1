import { readFileSync } from 'node:fs';
import { createService, readConfig } from '@hengxin/service-kit';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { visitLogging } from '../visit-logging.module.js';
import { ClientKeys } from './client-keys.js';

/** What an operator runs to empty the read models after a restore of the log. */
const recipeOf = (path: string): string => /```sql\n([\s\S]*?)```/.exec(readFileSync(path, 'utf8'))![1]!;
const RECIPE = recipeOf('docs/how-to/run-on-eventstoredb.md');

describe('the keys to attachments', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  const start = () =>
    createService(
      visitLogging,
      readConfig('visit-logging', {
        HENGXIN_DATABASE_URL: database.url,
        HENGXIN_JWKS_URL: 'http://127.0.0.1:1/jwks.json',
        HENGXIN_JWT_ISSUER: 'nobody',
        HENGXIN_INTERNAL_SECRET: 'nobody-asks-what-this-spec-starts-itself',
        HENGXIN_LOG_LEVEL: 'silent',
        HENGXIN_PROFILE: 'standalone',
        PORT: '0',
      }),
    );

  it('are kept by what the how-to says of emptying the read models, erased ones too, and the service goes on', async () => {
    const first = await start();
    const made = await first.app.get(ClientKeys).keyFor('C1');
    await first.app.get(ClientKeys).erase('C2');
    await first.close();
    await client.query(RECIPE);
    const { rows } = await client.query("select tablename from pg_tables where schemaname = 'visit_logging'");
    expect(rows).toEqual([{ tablename: 'client_key' }]);

    const second = await start();
    const keys = second.app.get(ClientKeys);
    expect([made?.length, await keys.keyFor('C1'), await keys.keyFor('C2')]).toEqual([32, made, undefined]);
    expect((await second.app.inject('/health/live')).statusCode).toBe(200);
    await second.close();
  }, 60_000);

  it('are kept by the same in Chinese', () => {
    expect(recipeOf('docs/zh-CN/run-on-eventstoredb.md')).toBe(RECIPE);
  });
});
