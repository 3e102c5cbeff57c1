import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { catalogue } from '@hengxin/contracts';
import { NO_STREAM, openEventLog } from '@hengxin/event-log';
import { ServerDouble, type ServerDoubleOptions, withStreamsOfItsOwn } from '@hengxin/event-log/testing';
import { testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { prepareDatabase } from './database.js';
import { assertServes, isEmptyLog } from './event-log.js';
import { type Options, readOptions, StartFault } from './options.js';

const SECRET = 'hunter2';
/** Looked at once: a spec waits for nobody who is just starting. */
const AT_ONCE = 0;

describe('the event log of npm start', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  const double = async (options: ServerDoubleOptions = {}): Promise<ServerDouble> => {
    const server = await ServerDouble.started(options);
    stops.push(() => server.stop());
    return server;
  };
  const told = async (url: string): Promise<string> => {
    const fault: unknown = await assertServes(url, AT_ONCE).catch((error: unknown) => error);
    if (fault === undefined) return 'nothing';
    expect(fault).toBeInstanceOf(StartFault);
    expect((fault as Error).stack).not.toContain(SECRET);
    return (fault as Error).message;
  };

  it('that serves is worth no word', async () => {
    expect(await told((await double()).url)).toBe('nothing');
  });

  it('that is away ends the start with one sentence', async () => {
    const server = await double();
    await server.crash();
    expect(await told(server.url)).toBe(
      `The event log does not serve: EventStoreDB at 127.0.0.1:${server.port} refuses connections.`,
    );
  });

  it('that comes while it is waited for is none the worse', async () => {
    const server = await double();
    await server.crash();
    const serves = assertServes(server.url, 60_000);
    await server.restart();
    await serves;
  });

  it.each([
    [{ version: '22.10.5' }, 'is of version 22.10.5: the event log needs 23.10 or later, or KurrentDB'],
    [{ version: 'none' }, 'is no EventStoreDB, or one before 21.10: the event log needs 23.10 or later, or KurrentDB'],
    [{ tls: true }, 'asks for TLS, and its URL says tls=false'],
  ])('of %j ends the start with one sentence', async (options, sentence) => {
    const { port } = await double(options);
    expect(await told(`esdb://127.0.0.1:${port}?tls=false`)).toBe(
      `The event log does not serve: EventStoreDB at 127.0.0.1:${port} ${sentence}.`,
    );
  });

  it('that speaks no TLS, or is another product, ends the start with one sentence, and never tells the password', async () => {
    const { port } = await double();
    expect(await told(`esdb://bank:${SECRET}@localhost:${port}`)).toBe(
      `The event log does not serve: EventStoreDB at localhost:${port} speaks no TLS: write tls=false in its URL, or set TLS up.`,
    );
    const web = createServer((_, answer) => answer.end('hello'));
    await new Promise<void>((ready) => web.listen(0, '127.0.0.1', ready));
    stops.push(() => new Promise((closed) => web.close(closed)));
    const other = (web.address() as AddressInfo).port;
    expect(await told(`esdb://bank:${SECRET}@127.0.0.1:${other}`)).toMatch(
      /^The event log does not serve: .* is no EventStoreDB\.$/,
    );
    expect(await told(`postgres://bank:${SECRET}@127.0.0.1:1/bank`)).toBe(
      'The event log does not serve: PostgreSQL answers ECONNREFUSED at its URL.',
    );
  });

  const store = async (url: string, stream: string) => {
    const log = openEventLog({ url, catalogue });
    await log.append(stream, [{ id: randomUUID(), type: 'UnitPlaced', version: 1, data: {}, meta: {} }], NO_STREAM);
    await log.close();
  };

  describe('is empty', () => {
    it('as long as nothing of the platform stands there, whatever others keep', async () => {
      const server = await double();
      expect(await isEmptyLog(server.url)).toBe(true);
      await store(server.url, 'theirs-1');
      const ours = withStreamsOfItsOwn(server.url);
      await store(ours, 'unit-U1');
      expect(await isEmptyLog(server.url)).toBe(true);
      expect(await isEmptyLog(ours)).toBe(false);
      await store(server.url, 'unit-U1');
      expect(await isEmptyLog(server.url)).toBe(false);
    });
  });

  describe('is elsewhere while --reset empties the read models', () => {
    it('and the keys to attachments stay, which no event makes again; they go with a log that is emptied too', async () => {
      const [server, database] = [await double(), await testDatabase()];
      stops.push(() => database.drop());
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      stops.push(() => client.end());
      await client.query(`
        create schema visit_logging;
        create table visit_logging.visit (visit_id text);
        create table visit_logging.client_key (client_id text primary key, key text);
        insert into visit_logging.client_key values ('C1', 'its key'), ('C2', null)`);
      const emptied = (eventLogUrl: string | null) =>
        prepareDatabase(database.url, { ...(readOptions(['--reset'], {}, '/') as Options), eventLogUrl });
      const tables = async () =>
        (await client.query("select tablename from pg_tables where schemaname ~ '^(visit_logging|hengxin)'")).rows;
      for (let times = 0; times < 2; times++) {
        await emptied(server.url);
        expect(await tables()).toEqual([{ tablename: 'client_key' }]);
        expect((await client.query('select * from visit_logging.client_key order by client_id')).rows).toEqual([
          { client_id: 'C1', key: 'its key' },
          { client_id: 'C2', key: null },
        ]);
      }
      await emptied(null);
      expect(await tables()).toEqual([]);
    });

    it('and its facts stay where it is kept in the very database', async () => {
      const database = await testDatabase();
      stops.push(() => database.drop());
      await assertServes(database.url, AT_ONCE);
      await store(database.url, 'unit-U1');
      const options = readOptions(['--reset'], {}, '/') as Options;
      await prepareDatabase(database.url, { ...options, eventLogUrl: database.url });
      const log = openEventLog({ url: database.url, catalogue });
      stops.push(() => log.close());
      expect(await log.read('unit-U1')).toHaveLength(1);
    });
  });

  describe('is that of the read models', () => {
    it('under any of its nodes and in any order; with another one the launcher says so and ends', async () => {
      const [server, other, database] = [await double(), await double(), await testDatabase()];
      stops.push(() => database.drop());
      const prepared = (eventLogUrl: string | null) => {
        const options = readOptions([], {}, '/') as Options;
        return prepareDatabase(database.url, { ...options, eventLogUrl });
      };
      const nodes = [server, await double()].map(({ port }) => `127.0.0.1:${port}`);
      await prepared(`esdb://${nodes.join(',')}?tls=false`);
      await prepared(`esdb://${[...nodes].reverse().join(',')}?tls=false`);
      await prepared(`esdb://${nodes[0]}?tls=false`);
      for (const [url, name] of [
        [other.url, `EventStoreDB at 127.0.0.1:${other.port}, epoch 1`],
        [`${server.url}&epoch=2`, `EventStoreDB at 127.0.0.1:${server.port}, epoch 2`],
        [null, 'the database'],
      ] as const)
        await expect(prepared(url)).rejects.toThrow(
          `This data was made of the event log of EventStoreDB at ${nodes.join(', ')}, epoch 1, not of ${name}: start with the same one`,
        );
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      expect((await client.query('select log from platform.event_log')).rows).toHaveLength(1);
      await client.end();
    });
  });
});
