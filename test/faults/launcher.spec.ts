import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, kafkaMissing } from '@hengxin/testing';
import { eventually, Platform, PORTS, run } from '../platform/platform.js';
import { type OpenSource, stores } from '../platform/sources.js';

const START = ['deploy/standalone/run.mjs', 'deploy/standalone/dist/start.js'];

describe('a start that can’t succeed says why in one sentence and ends with 1', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'hengxin-start-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('a taken port', async () => {
    const port = await freePorts(PORTS);
    const server = await new Promise<Server>((open) => {
      const s = createServer().listen(port, '127.0.0.1', () => open(s));
    });
    const { code, output } = await run([...START, '--port', String(port), '--data', join(folder, 'a')]);
    server.close();
    expect([code, output.trim()]).toEqual([
      1,
      `Port ${port} (gateway) is taken by another program: stop that one, or start with --port N.`,
    ]);
  });

  it('an unreachable DATABASE_URL', async () => {
    const { code, output } = await run([...START, '--port', '20990', '--data', join(folder, 'b')], {
      DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c',
    });
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toMatch(/^DATABASE_URL does not answer .*check that PostgreSQL runs there/);
  });

  it('a folder that can’t be written to', async () => {
    const { code, output } = await run([...START, '--port', '20990', '--data', '/proc/hengxin']);
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toContain('/proc/hengxin can’t be written to'.replace('’', "'"));
  });

  it('an event log elsewhere that is away, before --reset has emptied anything', async () => {
    const dataDir = join(folder, 'c');
    await mkdir(join(dataDir, 'pg'), { recursive: true });
    await writeFile(join(dataDir, 'pg', 'PG_VERSION'), '18');
    const args = ['--port', String(await freePorts(PORTS)), '--data', dataDir, '--reset'];
    const { code, output } = await run([...START, ...args], { HENGXIN_EVENT_LOG_URL: 'esdb://127.0.0.1:1?tls=false' });
    expect([code, output.trim()]).toEqual([
      1,
      'The event log does not serve: EventStoreDB at 127.0.0.1:1 refuses connections.',
    ]);
    expect(await readdir(join(dataDir, 'pg'))).toEqual(['PG_VERSION']);
  }, 60_000);

  it.each([
    [['--now', 'yesterday'], '--now takes a moment with its offset'],
    [['--port', 'x'], '--port takes a number from 1 to 65000, not x.'],
    [['--colour'], "Unknown option '--colour'"],
  ])('an option it does not understand: %p', async (args, sentence) => {
    const { code, output } = await run([...START, ...args]);
    expect(code).toBe(1);
    expect(output).toContain(sentence);
  });
});

describe.each(stores)('a launcher that comes and goes, source $name', (source) => {
  let open: OpenSource;
  let dataDir: string;
  let port: number;
  let platform: Platform;
  const units = async () =>
    (
      await platform.data<{ units: { edges: { node: { id: string } }[] } }>(
        'H0001',
        '{ units { edges { node { id } } } }',
      )
    ).units.edges.length;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'hengxin-launcher-'));
    open = await source.open();
    platform = await Platform.start({ ...open.options, dataDir, keepData: true });
    port = platform.port;
    const { bankFiles } = await import('../journeys/bank.js');
    const { units: u, staff } = await bankFiles();
    expect((await platform.import({ units: u!, staff: staff! })).code).toBe(0);
  }, 240_000);
  afterAll(async () => {
    await platform?.stop();
    await open?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('keeps its data from other users, and its secrets out of what they see of its processes', async () => {
    const open = async (name: string) => ((await stat(join(dataDir, name))).mode & 0o077).toString(8);
    const names = await readdir(dataDir);
    expect(names).toEqual(expect.arrayContaining(['pg', 'logs', 'pg-password', 'processes.json', 'demo-issuer.json']));
    for (const name of names) expect([name, await open(name)]).toEqual([name, '0']);
    for (const log of await readdir(join(dataDir, 'logs')))
      expect([log, await open(join('logs', log))]).toEqual([log, '0']);
    // As root, PostgreSQL runs as another user, who passes through.
    expect(await open('.')).toBe(process.getuid?.() === 0 ? '11' : '0');

    const { organisation } = await platform.pids();
    const environment = (await readFile(`/proc/${organisation}/environ`, 'utf8')).split('\0');
    const secrets = [
      (await readFile(join(dataDir, 'pg-password'), 'utf8')).trim(),
      environment.find((entry) => entry.startsWith('HENGXIN_INTERNAL_SECRET='))!.split('=')[1]!,
    ];
    const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const commands = await Promise.all(
      processes.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    expect(commands.some((command) => command.includes(join(dataDir, 'pg')))).toBe(true);
    for (const secret of secrets) expect(commands.filter((command) => command.includes(secret))).toEqual([]);
  });

  it('a second launcher on the same data is refused', async () => {
    const { code, output } = await run([...START, '--data', dataDir]);
    expect([code, output.trim()]).toEqual([1, expect.stringContaining('Hengxin already runs with this data')]);
  });

  it('killed, it leaves nothing that blocks the next start, and the data stays', async () => {
    expect(await units()).toBe(1);
    await platform.stop('SIGKILL');
    platform = await Platform.start({ ...open.options, dataDir, port, keepData: true });
    expect(await units()).toBe(1);
  }, 240_000);

  it('a log that can’t be written, as on a full disk, is said once and stops nothing', async () => {
    await platform.stop();
    const log = join(dataDir, 'logs', 'visit-logging.log');
    await rm(log);
    await symlink('/dev/full', log);
    platform = await Platform.start({ ...open.options, dataDir, port, keepData: true });
    await eventually(
      async () => platform.output(),
      (said) => said.includes('visit-logging.log'),
    );
    expect(
      platform.output().match(/visit-logging\.log can't be written \(ENOSPC\); visit-logging goes on without a log\./g),
    ).toHaveLength(1);
    expect(await units()).toBe(1);
    await rm(log);
  }, 240_000);

  it('Ctrl-C stops all cleanly with exit code 0, and the ports are free again', async () => {
    const pids = Object.values(await platform.pids());
    expect(await platform.stop('SIGINT')).toBe(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow();
  }, 60_000);
});

/** Only where nobody else's broker stands at the port of `npm run kafka`, and none is named. */
const missing = kafkaMissing({ killable: true });
if (missing !== undefined) process.stderr.write(`SKIPPED a start over Kafka without a broker: ${missing}\n`);
(missing === undefined ? describe : describe.skip)('a start over Kafka where no broker answers', () => {
  let platform: Platform;
  beforeAll(async () => void (platform = await Platform.start({ bus: 'kafka', env: { KAFKA_BROKERS: '' } })), 240_000);
  afterAll(() => platform?.stop(), 60_000);

  it('starts one, keeps it running, and stops it at the end', async () => {
    const ready = () => fetch(`${platform.url}/health/ready`).then(({ status }) => status);
    expect(platform.output()).toContain('No Kafka broker answers: starting one');
    const broker = Number(platform.output().match(/broker process (\d+)/)?.[1]);
    process.kill(broker, 'SIGKILL');
    await eventually(
      async () => platform.output(),
      (said) =>
        said.includes('The Kafka broker ended; it starts again') && said.includes('The Kafka broker is up again'),
      60_000,
    );
    await eventually(ready, (status) => status === 200, 60_000);
    const again = Number(platform.output().match(/is up again \(process (\d+)\)/)?.[1]);
    expect(await platform.stop()).toBe(0);
    expect(() => process.kill(again, 0)).toThrow();
  }, 240_000);
});
