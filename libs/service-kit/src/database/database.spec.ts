import { errorMonitor, type EventEmitter } from 'node:events';
import { testDatabase, type TestDatabase } from '@hengxin/testing';
import pg from 'pg';
import { readConfig } from '../config/config.js';
import type { Database } from './database.js';
import { openDatabase } from './open-database.js';

describe('a transaction whose backend the server ends', () => {
  let server: TestDatabase;
  let database: Database;
  let admin: pg.Client;

  beforeAll(async () => {
    server = await testDatabase();
    admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    const env = { HENGXIN_DATABASE_URL: server.url, HENGXIN_JWKS_URL: 'http://127.0.0.1:1/', HENGXIN_JWT_ISSUER: 'specs', PORT: '0' };
    database = await openDatabase(readConfig('organisation', { ...env, HENGXIN_DATABASE_POOL: '2' }), { entities: [], migrations: [] });
  }, 60_000);
  afterAll(async () => {
    await database?.dataSource.destroy();
    await admin?.end();
    await server?.drop();
  });

  it('between two statements, it fails; the process lives and the next transaction gets a new connection', async () => {
    const told: Error[] = [];
    let used: pg.PoolClient | undefined;
    database.pool.once('acquire', (client) => (used = client));
    let first = 0;
    const failed = database.tx(async (tx) => {
      first = (await tx.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]!.pid;
      // Sees the event without being a listener: with none at all, it would end the process.
      (used as EventEmitter).on(errorMonitor, (error: Error) => told.push(error));
      expect(used!.listenerCount('error')).toBe(1);
      // Idle until the server's last word has arrived: nobody asks, so nobody is told but the listener. Its end may come before the answer.
      const ended = new Promise((resolve) => used!.once('end', resolve));
      await admin.query('select pg_terminate_backend($1)', [first]);
      await ended;
      return tx.query('select 1');
    });
    await expect(failed).rejects.toThrow(/connection|terminat|queryable/i);
    expect(told).not.toEqual([]);
    const [next] = await database.tx((tx) => tx.query<{ pid: number }>('select pg_backend_pid() as pid'));
    expect(next!.pid).not.toBe(first);
  }, 60_000);

  it('leaves no listener behind on a connection that goes back to the pool', async () => {
    const listeners = async () => {
      const client = await database.pool.connect();
      const count = client.listenerCount('error');
      client.release();
      return count;
    };
    const before = await listeners();
    for (let i = 0; i < 20; i++) await database.tx((tx) => tx.query('select 1'));
    expect(await listeners()).toBe(before);
  });
});
