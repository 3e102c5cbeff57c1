import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '@hengxin/contracts';
import { event } from '../conformance/event-log.suite.js';
import { type EventLog, NO_STREAM } from '../port.js';
import { START } from '../position.js';
import { OTHER_SIGNER, SIGNER } from '../testing/double-certificates.js';
import { ServerDouble } from '../testing/index.js';
import { createEventStoreDbEventLog } from './eventstoredb-event-log.js';
import { grantReader } from './grant-reader.js';

const SECRET = 'hunter2';
const USERS = { admin: SECRET, bank: SECRET };

describe('what is wrong with the server of an event log is told in one sentence', () => {
  const stops: (() => Promise<unknown>)[] = [];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hengxin-ca-'));
    await writeFile(join(folder, 'ca.pem'), SIGNER);
    await writeFile(join(folder, 'other.pem'), OTHER_SIGNER);
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });
  afterAll(() => rm(folder, { recursive: true }));

  const double = async (...options: Parameters<typeof ServerDouble.started>): Promise<ServerDouble> => {
    const started = await ServerDouble.started(...options);
    stops.push(() => started.stop());
    return started;
  };
  const open = (url: string): EventLog => {
    const log = createEventStoreDbEventLog({ url, catalogue });
    stops.push(() => log.close());
    return log;
  };
  const listening = async (server: Server): Promise<number> => {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    stops.push(() => new Promise((closed) => server.close(closed)));
    return (server.address() as AddressInfo).port;
  };
  const told = async (log: EventLog): Promise<string> => {
    const fault = await log.check().then(
      () => undefined,
      (error: unknown) => error,
    );
    const { message = 'nothing' } = (fault ?? {}) as Error;
    expect(JSON.stringify([fault, message, (fault as Error | undefined)?.stack])).not.toContain(SECRET);
    expect(message).not.toMatch(/\n/);
    return message;
  };

  it('nothing where all is well, plain, and over TLS with the server’s own signer', async () => {
    const plain = await double();
    const secure = await double({ tls: true, users: USERS });
    expect(await told(open(plain.url))).toBe('nothing');
    expect(
      await told(open(`esdb://admin:${SECRET}@localhost:${secure.port}?tlsCAFile=${join(folder, 'ca.pem')}`)),
    ).toBe('nothing');
  });

  it('a cluster is found by its gossip, by one name and by several nodes', async () => {
    const node = await double();
    const gone = await double();
    await gone.crash();
    for (const url of [
      `esdb+discover://127.0.0.1:${node.port}?tls=false`,
      `esdb://127.0.0.1:${gone.port},127.0.0.1:${node.port}?tls=false`,
    ]) {
      const log = open(url);
      expect(await told(log)).toBe('nothing');
      expect(await log.append(`found-${node.calls.append}`, [event(1)], NO_STREAM)).toMatchObject({ ok: true });
    }
  });

  it.each([{ discover: true }, { discover: false }])(
    'no leader, and it goes on once there is one (discover: $discover)',
    async ({ discover }) => {
      const server = await double();
      server.leader = 'nobody';
      const log = open(`esdb${discover ? '+discover' : ''}://127.0.0.1:${server.port}?tls=false`);
      expect(await told(log)).toBe(`EventStoreDB at 127.0.0.1:${server.port} has no leader at this moment`);
      const sent = event(1);
      await expect(log.append('x-1', [sent], NO_STREAM)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
      server.leader = 'itself';
      while ((await told(log)) !== 'nothing') await new Promise(setImmediate);
      expect(await log.append('x-1', [sent], NO_STREAM)).toMatchObject({ ok: true, revision: 0 });
    },
  );

  it('another leader than before: what is under way goes on there', async () => {
    const [before, after] = [await double(), await double()];
    const alone = open(before.url);
    const cluster = open(`esdb://127.0.0.1:${before.port},127.0.0.1:${after.port}?tls=false`);
    for (const [n, log] of [alone, cluster].entries())
      expect(await log.append(`first-${n}`, [event(n)], NO_STREAM)).toMatchObject({ ok: true });
    before.leader = after;
    expect(await told(alone)).toBe(`EventStoreDB at 127.0.0.1:${before.port} changes its leader at this moment`);
    for (const [n, log] of [alone, cluster].entries())
      expect(await log.append(`second-${n}`, [event(n)], NO_STREAM)).toMatchObject({ ok: true, revision: 0 });
    expect([await told(alone), await told(cluster)]).toEqual(['nothing', 'nothing']);
    expect(
      ['second-0', 'second-1'].map((stream) => [before, after].map(({ store }) => store.stream(stream)?.length)),
    ).toEqual([
      [undefined, 1],
      [undefined, 1],
    ]);
  });

  it('away: and it goes on once it answers', async () => {
    const server = await double();
    const log = open(server.url);
    await server.crash();
    expect(await told(log)).toBe(`EventStoreDB at 127.0.0.1:${server.port} refuses connections`);
    await server.restart();
    while ((await told(log)) !== 'nothing') await new Promise(setImmediate);
  });

  it('a host that is none', async () => {
    expect(await told(open('esdb://no-such-host.invalid:2113?tls=false'))).toMatch(/is no host that is known/);
  });

  it('there and silent', async () => {
    const port = await listening(createServer((socket) => void stops.push(async () => socket.destroy())));
    expect(await told(open(`esdb://127.0.0.1:${port}?tls=false`))).toMatch(/does not answer/);
  });

  it.each(['22.10.5', '23.6.0', '5.0.8'])('version %s is too old', async (version) => {
    const server = await double({ version });
    expect(await told(open(server.url))).toBe(
      `EventStoreDB at 127.0.0.1:${server.port} is of version ${version}: the event log needs 23.10 or later, or KurrentDB`,
    );
  });

  it.each(['23.10.0', '24.2.0', '25.0.1', '0.0.0'])('version %s will do', async (version) => {
    expect(await told(open((await double({ version })).url))).toBe('nothing');
  });

  it('one so old that it does not know the question', async () => {
    expect(await told(open((await double({ version: 'none' })).url))).toMatch(
      /is no EventStoreDB, or one before 21.10/,
    );
  });

  it('a certificate that is not trusted, of another signer and without one named', async () => {
    const { port } = await double({ tls: true });
    for (const option of [`?tlsCAFile=${join(folder, 'other.pem')}`, ''])
      expect(await told(open(`esdb://localhost:${port}${option}`))).toMatch(
        /shows a certificate that is not trusted \([A-Z_]+\).*tlsCAFile/,
      );
  });

  it('TLS asked of a server without', async () => {
    const { port } = await double();
    expect(await told(open(`esdb://localhost:${port}`))).toMatch(/speaks no TLS: write tls=false/);
  });

  it('none asked of a server with', async () => {
    const { port } = await double({ tls: true });
    expect(await told(open(`esdb://localhost:${port}?tls=false`))).toMatch(/asks for TLS, and its URL says tls=false/);
  });

  it('another product on the port', async () => {
    const port = await listening(createHttp((_, answer) => answer.end('hello')) as unknown as Server);
    expect(await told(open(`esdb://127.0.0.1:${port}?tls=false`))).toMatch(/is no EventStoreDB/);
    expect(await told(open(`esdb://localhost:${port}`))).toMatch(/is no EventStoreDB/);
  });

  describe('who may do what', () => {
    const ca = () => `tlsCAFile=${join(folder, 'ca.pem')}`;

    it('a wrong password, to everybody who asks', async () => {
      const { port } = await double({ tls: true, users: USERS });
      const url = `esdb://bank:${SECRET}x@localhost:${port}?${ca()}`;
      const { promise: heard, resolve } = Promise.withResolvers<unknown>();
      const log = createEventStoreDbEventLog({ url, catalogue, onError: resolve });
      stops.push(() => log.close());
      const subscription = log.subscribe({ from: START, categories: ['x'], onBatch: async () => undefined });
      expect(await heard).toMatchObject({
        code: 'LOG_UNAVAILABLE',
        message: expect.stringMatching(/refuses the user or the password/),
      });
      await subscription.stop();
      expect(await told(log)).toMatch(/refuses the user or the password of its URL/);
      await expect(log.append('x-1', [event(1)], NO_STREAM)).rejects.toThrow(
        /EventStoreDB refuses the user or the password/,
      );
      await expect(log.read('x-1')).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    });

    it('no user where one is asked for', async () => {
      const { port } = await double({ tls: true, users: USERS });
      expect(await told(open(`esdb://localhost:${port}?${ca()}`))).toMatch(/asks for a user and a password/);
    });

    it('an administrator grants the right to $all, once, and leaves alone what else stands there', async () => {
      const server = await double({ tls: true, users: { ...USERS, audit: SECRET } });
      const at = (user: string) => `esdb://${user}:${SECRET}@localhost:${server.port}?${ca()}`;
      const bank = open(at('bank'));
      expect(await told(bank)).toMatch(/denies its user the right to read \$all: .*npm run grant/);
      await expect(grantReader(at('bank'), 'bank')).rejects.toThrow(/the right to read \$all/);
      await expect(grantReader(`esdb://admin:${SECRET}x@localhost:${server.port}?${ca()}`, 'bank')).rejects.toThrow(
        /refuses the user/,
      );
      expect(await grantReader(at('admin'), 'audit')).toBe(true);
      expect(await told(bank)).toMatch(/denies its user/);
      expect(await grantReader(at('admin'), 'bank')).toBe(true);
      expect(await told(bank)).toBe('nothing');
      expect(await grantReader(at('admin'), 'bank')).toBe(false);
      const [, last] = server.store.stream('$$$all') as readonly { data: Uint8Array }[];
      expect(JSON.parse(Buffer.from(last!.data).toString())).toEqual({ $acl: { $r: ['$admins', 'audit', 'bank'] } });
    });

    it('an ordinary user lacks the right to $all until its metadata names him; then everything works', async () => {
      const server = await double({ tls: true, users: USERS });
      const log = open(`esdb://bank:${SECRET}@localhost:${server.port}?${ca()}`);
      expect(await told(log)).toMatch(/denies its user the right to read \$all: .*"\$acl"/);
      server.readers = ['bank'];
      expect(await told(log)).toBe('nothing');
      expect(await log.append('x-1', [event(1)], NO_STREAM)).toMatchObject({ ok: true });
    });
  });
});
