/**
 * Appends of 16 callers at exact revisions, each waiting for its answer, beside pgbench calling a one-event plpgsql
 * function with 16 clients on the same server and a table of the same shape. Run alone: node append.bench.mjs [postgres
 * URL]
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { catalogue } from '@hengxin/contracts';
import pg from 'pg';
import { createPostgresEventLog, migrateEventLog, NO_STREAM } from '../dist/index.js';

const CALLERS = 16;
const SECONDS = 2;
/**
 * The two sides take turns, so that a busy moment of the machine hits both; the median counts. A first round of each
 * warms and is told apart.
 */
const ROUNDS = 9;
const AT_LEAST = 1.3;
const SCHEMA = 'bench_event_log';

const DATA = {
  contactId: 'C'.repeat(26),
  clientId: 'C000017',
  staffId: 'S0042',
  unitId: 'U0007',
  channel: 'PHONE',
  startedAt: '2026-03-02T10:00:00+08:00',
  endedAt: '2026-03-02T10:12:00+08:00',
  outcome: 'ENGAGED',
  effective: true,
  late: false,
  loggedAt: '2026-03-02T10:13:00+08:00',
  businessDate: '2026-03-02',
  planItemId: null,
  followUpOn: null,
  notes: null,
};
const META = { commandId: 'c'.repeat(36), actor: 'S0042', correlationId: 'd'.repeat(36), businessDate: '2026-03-02' };

/**
 * @param {string} url a PostgreSQL whose user may create schemas; what the bench creates it drops again
 * @returns {Promise<{ what: string, rate: number, limitRate?: number, reached: string, limit: string, ok: boolean |
 * null }[]>}
 */
export async function benchAppend(url) {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  try {
    await pool.query(`drop schema if exists ${SCHEMA} cascade`);
    await migrateEventLog(pool, SCHEMA);
    await pool.query(oneEventFunction);
    const cold = await appendsASecond(url);
    await pgbenchASecond(url);
    const ours = [];
    const theirs = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await appendsASecond(url));
      const rate = await pgbenchASecond(url);
      if (rate !== undefined) theirs.push(rate);
    }
    const {
      rows: [{ synchronous_commit: commit }],
    } = await pool.query('show synchronous_commit');
    return [row(median(ours), theirs.length ? median(theirs) : undefined, cold, commit)];
  } finally {
    await pool.query(`drop schema if exists ${SCHEMA} cascade`);
    await pool.end();
  }
}

function median(rates) {
  return rates.toSorted((a, b) => a - b)[rates.length >> 1];
}

function row(ours, theirs, cold, commit) {
  const what = `event append, ${CALLERS} callers, exact revisions, synchronous_commit ${commit}`;
  const started = `just started: ${Math.round(cold)}/s`;
  const reached = `${Math.round(ours)}/s`;
  if (theirs === undefined)
    return {
      what,
      rate: ours,
      reached: `${reached} (${started}; pgbench is not installed: column skipped)`,
      limit: `>= ${AT_LEAST} x pgbench`,
      ok: null,
    };
  const ratio = ours / theirs;
  return {
    what,
    rate: ours,
    limitRate: theirs,
    reached: `${reached} = ${ratio.toFixed(2)} x pgbench (${Math.round(theirs)}/s) (${started})`,
    limit: `>= ${AT_LEAST} x pgbench`,
    ok: ratio >= AT_LEAST,
  };
}

async function appendsASecond(url) {
  const log = createPostgresEventLog({ url, catalogue, schema: SCHEMA });
  const started = performance.now();
  const until = started + SECONDS * 1000;
  let appended = 0;
  const caller = async () => {
    while (performance.now() < until) {
      const stream = `contact-${randomUUID()}`;
      // A new stream, then its second event: both kinds of expectation.
      for (const expected of [NO_STREAM, 0]) {
        const result = await log.append(
          stream,
          [{ id: randomUUID(), type: 'ContactLogged', version: 1, data: DATA, meta: META }],
          expected,
        );
        if (!result.ok) throw new Error(result.reason);
        appended++;
      }
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const seconds = (performance.now() - started) / 1000;
  await log.close();
  return appended / seconds;
}

const oneEventFunction = `
  create table ${SCHEMA}.one_by_one (like ${SCHEMA}.events including all);
  create function ${SCHEMA}.append_one(p_stream text, p_expected int, p_data json, p_meta json) returns bigint language plpgsql as $$
  declare stored bigint;
  begin
    if p_expected <> coalesce((select max(e.revision) from ${SCHEMA}.one_by_one e where e.stream = p_stream), -1) then
      raise exception 'WRONG_REVISION';
    end if;
    insert into ${SCHEMA}.one_by_one (stream, revision, id, type, version, data, meta)
      values (p_stream, p_expected + 1, gen_random_uuid(), 'ContactLogged', 1, p_data, p_meta) returning seq into stored;
    return stored;
  end $$;`;

async function pgbenchASecond(url) {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-bench-'));
  const script = join(folder, 'append.sql');
  // pgbench takes a colon before a letter for a variable.
  const json = (value) =>
    `'${JSON.stringify(value)
      .replaceAll(':', ': ')
      .replace(/(\d): (?=\d)/g, '$1:')}'::json`;
  const call = (expected) =>
    `select ${SCHEMA}.append_one('contact-' || :id, ${expected}, ${json(DATA)}, ${json(META)});\n`;
  await writeFile(script, `\\set id random(1, 1000000000000000)\n${call(-1)}${call(0)}`);
  const { hostname, port, username, password, pathname } = new URL(url);
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(password) };
  const args = ['-n', '-c', String(CALLERS), '-j', '2', '-T', String(SECONDS), '-M', 'prepared', '-f', script];
  args.push(
    '-h',
    hostname,
    '-p',
    port || '5432',
    '-U',
    decodeURIComponent(username),
    decodeURIComponent(pathname.slice(1)),
  );
  try {
    const { stdout } = await promisify(execFile)('pgbench', args, { env });
    return 2 * Number(/tps = ([\d.]+)/.exec(stdout)[1]);
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`pgbench failed: ${String(error.stderr ?? error).split('\n')[0]}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const url = process.argv[2] ?? process.env['HENGXIN_DATABASE_URL'];
  if (!url) throw new Error('give a PostgreSQL URL, or set HENGXIN_DATABASE_URL');
  console.table(await benchAppend(url));
}
