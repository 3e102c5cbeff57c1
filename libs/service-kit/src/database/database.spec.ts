import { errorMonitor, once, type EventEmitter } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { isOutage } from '@hengxin/event-bus';
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
    database = await openFor(server.url);
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
      // Idle until the server's last word has arrived: nobody asks, so nobody is told but the listener. Its end may
      // come before the answer.
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

describe('a network that is cut without a word', () => {
  let server: TestDatabase;
  let network: Network;
  let database: Database;

  beforeAll(async () => {
    server = await testDatabase();
    network = await Network.to(new URL(server.url));
    database = await openFor(network.url, { HENGXIN_DATABASE_ANSWER_MS: '500' });
  }, 60_000);
  afterAll(async () => {
    await database?.dataSource.destroy();
    network?.close();
    await server?.drop();
  });

  it('statements and transactions fail as soon as they have waited long enough, and all later ones get connections of their own', async () => {
    let inTransaction = (): void => undefined;
    const begun = new Promise<void>((resolve) => (inTransaction = resolve));
    let onCut = (): void => undefined;
    const cut = new Promise<void>((resolve) => (onCut = resolve));
    const transaction = database.tx(async (tx) => {
      await tx.query('select 1');
      inTransaction();
      await cut;
      return tx.query('select 1');
    });
    await begun;
    network.cut();
    onCut();
    const [ofTransaction, ofStatement] = await Promise.allSettled([transaction, database.query('select 1')]);
    for (const settled of [ofTransaction, ofStatement]) {
      const { reason } = settled as PromiseRejectedResult;
      expect(String(reason)).toContain('timeout');
      expect(isOutage(reason)).toBe(true);
    }
    network.mend();
    // The server ends it itself, and with it its locks; the connection goes on.
    const tooLong = database.query('select pg_sleep(60)').catch((error: unknown) => error);
    expect(await tooLong).toMatchObject({ code: '57014' });
    expect(isOutage(await tooLong)).toBe(true);
    expect(await Promise.all(Array.from({ length: 6 }, () => database.query('select 1 as one')))).toEqual(
      Array.from({ length: 6 }, () => [{ one: 1 }]),
    );
  }, 60_000);
});

function openFor(url: string, environment: Readonly<Record<string, string>> = {}): Promise<Database> {
  const issuer = {
    HENGXIN_JWKS_URL: 'http://127.0.0.1:1/',
    HENGXIN_JWT_ISSUER: 'specs',
    HENGXIN_PROFILE: 'standalone',
  };
  const env = { HENGXIN_DATABASE_URL: url, HENGXIN_DATABASE_POOL: '4', PORT: '0', ...issuer, ...environment };
  return openDatabase(readConfig('organisation', env), { entities: [], migrations: [] });
}

/** A way to the database that can be cut: what is sent then is swallowed, and no connection is closed. */
class Network {
  private readonly ends = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(target: URL): Promise<Network> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(target);
    url.hostname = '127.0.0.1';
    url.port = String((server.address() as AddressInfo).port);
    const network = new Network(server, url.href);
    server.on('connection', (near) => network.join(near, connect(Number(target.port), target.hostname)));
    return network;
  }

  /** Connections of before stay dead for good. */
  cut(): void {
    this.isCut = true;
    for (const end of this.ends) end.removeAllListeners('data').on('data', () => undefined);
  }

  /** New connections get through. */
  mend(): void {
    this.isCut = false;
  }

  close(): void {
    for (const end of this.ends) end.destroy();
    this.server.close();
  }

  private join(near: Socket, far: Socket): void {
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(end);
      end.on('error', () => undefined);
      end.on('close', () => this.ends.delete(end) && other.destroy());
      end.on('data', (bytes) => {
        if (!this.isCut) other.write(bytes);
      });
    }
  }
}
