import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { businessDateOf } from '@hengxin/contracts';
import { brokerAnswers, prepareBroker } from './broker.js';
import { prepareDatabase } from './database.js';
import { beginDay, demoMarker, loadDemoBank } from './demo.js';
import { assertRoom, writePrivately } from './folder.js';
import { assertServes } from './event-log.js';
import { endLeftOvers } from './left-overs.js';
import { type Options, OWN_BROKER_PORT, readOptions, StartFault, USAGE } from './options.js';
import { startOwnBroker } from './own-broker.js';
import { assertPortFree } from './ports.js';
import { embeddedDatabase, outsideDatabase, type RunningDatabase } from './postgres.js';
import { loadingFile, POSTGRES_OFFSET, programs, SERVICES } from './programs.js';
import { screen } from './screen.js';
import { Supervisor } from './supervisor.js';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../..');
const READY_WITHIN_MS = 90_000;
const say = (line: string) => console.log(line);

/** `npm start`: the whole platform on one machine, kept running until it is told to stop. */
async function start(args: readonly string[]): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  const stopAll = async (code: number) => {
    if (stopping) return;
    stopping = true;
    for (const stop of stops.reverse()) await stop();
    process.exit(code);
  };
  try {
    const options = readOptions(args, process.env, root);
    if (options === 'help') return say(USAGE);
    writePrivately();
    for (const sentence of await assertRoom(options.dataDir)) say(sentence);
    stops.push(await lock(options.dataDir));
    await endLeftOvers(options.dataDir);
    // The last started is the gateway: the port the user named is spoken of first.
    for (const { name, offset } of [...SERVICES].reverse()) await assertPortFree(options.port + offset, name);
    // Before anything is emptied: for a log that does not serve, nothing is lost.
    if (options.eventLogUrl !== null) await assertServes(options.eventLogUrl);
    if (options.reset) await empty(options);
    const database = await openDatabase(options);
    stops.push(database.stop);
    // After the database: its package listened to the signals until then.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => void (say('\nStopping…'), stopAll(0)));
    database.keep(say);
    const known = await prepareDatabase(database.url, options);
    if (options.bus === 'kafka' && options.ownBroker && !(await brokerAnswers(options.brokers))) {
      say('No Kafka broker answers: starting one (the first time, its 44 MB are fetched)…');
      const broker = await startOwnBroker(root, OWN_BROKER_PORT, join(options.dataDir, 'kafka'), say);
      stops.push(() => broker.stop());
    }
    const now = options.now ?? Date.now();
    const demo = await wantsDemo(options, known.empty);
    await markLoading(options.dataDir, demo === 'load');
    if (options.bus === 'kafka') await prepareBroker(options.brokers, { reset: options.reset, emptyLog: known.empty });
    const supervisor = new Supervisor(
      join(options.dataDir, 'logs'),
      `file://${join(here, 'tether.js')}`,
      say,
      join(options.dataDir, 'processes.json'),
    );
    stops.push(() => supervisor.stop());
    await supervisor.start(programs(options, database.url, root));
    await supervisor.ready(READY_WITHIN_MS);
    if (demo === 'load') {
      say('The bank is empty: loading the demo bank (6,000 clients and their history)…');
      const url = `http://127.0.0.1:${options.port}`;
      await loadDemoBank(options.dataDir, url, businessDateOf(now), say);
      await markLoading(options.dataDir, false);
      await beginDay(url, businessDateOf(now), say);
    }
    say(screen(options, database.description, now, demo !== 'none'));
  } catch (error) {
    // Told to stop while it was starting: what fails now fails for that alone.
    if (stopping) return;
    console.error(
      error instanceof StartFault ? error.message : `The platform could not start: ${(error as Error).message}`,
    );
    await stopAll(1);
  }
}

/** Whether the demo bank is to be loaded, is there, or isn't wanted. */
async function wantsDemo(options: Options, emptyLog: boolean): Promise<'load' | 'there' | 'none'> {
  const marker = await demoMarker(options.dataDir);
  if (marker?.state === 'loaded' && !emptyLog) return 'there';
  if (options.empty) return 'none';
  return emptyLog || marker?.state === 'loading' ? 'load' : 'none';
}

/**
 * From before the first service answers until the last figure holds the bank, nobody is to take half of it for the
 * whole.
 */
async function markLoading(dataDir: string, loading: boolean): Promise<void> {
  if (loading) await writeFile(loadingFile(dataDir), '');
  else await rm(loadingFile(dataDir), { force: true });
}

async function openDatabase(options: Options): Promise<RunningDatabase> {
  if (options.databaseUrl) return outsideDatabase(options.databaseUrl);
  const port = options.port + POSTGRES_OFFSET;
  return embeddedDatabase(options.dataDir, port, () => assertPortFree(port, 'PostgreSQL'));
}

/**
 * Empties what earlier starts left. An outside database is emptied by its schemas (see prepareDatabase), and so is ours
 * beside a log elsewhere: the keys to attachments are in it.
 */
async function empty(options: Options): Promise<void> {
  await rm(join(options.dataDir, 'demo-bank.json'), { force: true });
  await rm(join(options.dataDir, 'kafka'), { recursive: true, force: true });
  if (options.databaseUrl) return;
  await stopLeftOver(options);
  const folders = ['demo-bank', 'logs', ...(options.eventLogUrl === null ? ['pg'] : [])];
  for (const name of folders) await rm(join(options.dataDir, name), { recursive: true, force: true });
}

async function stopLeftOver(options: Options): Promise<void> {
  if (!existsSync(join(options.dataDir, 'pg', 'postmaster.pid'))) return;
  await (await embeddedDatabase(options.dataDir, options.port + POSTGRES_OFFSET)).stop();
}

/** One launcher a data folder. A lock left by one that was killed is taken over. */
async function lock(dataDir: string): Promise<() => Promise<void>> {
  const path = join(dataDir, 'launcher.pid');
  if (existsSync(path)) {
    const pid = Number(await readFile(path, 'utf8'));
    if (pid !== process.pid && isLauncher(pid, await commandLine(pid)))
      throw new StartFault(
        `Hengxin already runs with this data (process ${pid}): stop it, or start with --data DIR and --port N.`,
      );
  }
  await writeFile(path, String(process.pid));
  return () => rm(path, { force: true });
}

function isLauncher(pid: number, command: string | undefined): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return command === undefined || /standalone[\\/]dist[\\/]start\.js/.test(command);
}

/** Linux tells what a process runs, so that a number used again by another program is no false alarm. */
async function commandLine(pid: number): Promise<string | undefined> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
}

await start(process.argv.slice(2));
