import { describeEventLog, isPostgresLog, isSameLog } from '@hengxin/event-log';
import pg from 'pg';
import { isEmptyLog } from './event-log.js';
import { type Options, StartFault } from './options.js';

const SCHEMAS = [
  'event_log',
  'platform',
  'organisation',
  'client_registry',
  'contact_scheduling',
  'visit_logging',
  'performance_kpis',
  'client_insight',
  'gateway',
];
/** What platform.event_log holds where the log is kept with the read models. */
export const IN_THE_DATABASE = 'the database';
const KEYS = 'visit_logging.client_key';
/**
 * One statement, all of it or nothing: no event makes the keys to attachments again. The service lays its other tables
 * beside them when it starts.
 */
const EMPTY_ALL_BUT_KEYS = `
  create schema hengxin_kept;
  alter table ${KEYS} set schema hengxin_kept;
  drop schema visit_logging cascade;
  create schema visit_logging;
  alter table hengxin_kept.client_key set schema visit_logging;
  drop schema hengxin_kept;`;

/** Empties the database if asked to, sets the demo clock, and says whether anything was ever recorded. */
export async function prepareDatabase(url: string, options: Options): Promise<{ empty: boolean }> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (options.reset) await empty(client, options.eventLogUrl);
    await client.query('create schema if not exists platform');
    await client.query(
      'create table if not exists platform.demo_clock (singleton boolean primary key default true check (singleton), offset_ms bigint not null)',
    );
    await client.query('delete from platform.demo_clock');
    if (options.now !== null)
      await client.query('insert into platform.demo_clock (offset_ms) values ($1)', [options.now - Date.now()]);
    await assertOfThisLog(client, options.eventLogUrl);
    if (options.bus === 'store') await assertFedFromLog(client);
    if (options.eventLogUrl !== null) return { empty: await isEmptyLog(options.eventLogUrl) };
    const { rows } = await client.query<{ log: string | null }>("select to_regclass('event_log.events')::text as log");
    if (!rows[0]?.log) return { empty: true };
    const recorded = await client.query('select 1 from event_log.events limit 1');
    return { empty: recorded.rowCount === 0 };
  } finally {
    await client.end();
  }
}

/** Where the facts are elsewhere they stay, and so do attachments and the keys to them. */
async function empty(client: pg.Client, eventLogUrl: string | null): Promise<void> {
  for (const schema of SCHEMAS) {
    // A log in PostgreSQL may be in this very database.
    if (schema === 'event_log' && eventLogUrl !== null && isPostgresLog(eventLogUrl)) continue;
    const keepsKeys = schema === 'visit_logging' && eventLogUrl !== null && (await hasTable(client, KEYS));
    await client.query(keepsKeys ? EMPTY_ALL_BUT_KEYS : `drop schema if exists ${schema} cascade`);
  }
}

/**
 * Read models are made of one log, and positions in one say nothing of another: throws StartFault when they are of
 * another.
 */
async function assertOfThisLog(client: pg.Client, url: string | null): Promise<void> {
  const log = url === null ? IN_THE_DATABASE : describeEventLog(url);
  await client.query(
    'create table if not exists platform.event_log (singleton boolean primary key default true check (singleton), log text not null)',
  );
  const { rows: known } = await client.query<{ log: string }>('select log from platform.event_log');
  const before = known[0]?.log ?? ((await hasReadModels(client)) ? IN_THE_DATABASE : log);
  if (!isSameLog(before, log))
    throw new StartFault(
      `This data was made of the event log of ${before}, not of ${log}: start with the same one, with another folder by --data DIR, or empty it with npm start -- --reset.`,
    );
  await client.query('insert into platform.event_log (log) values ($1) on conflict (singleton) do nothing', [log]);
}

function hasReadModels(client: pg.Client): Promise<boolean> {
  return hasTable(client, 'organisation.bus_checkpoint');
}

async function hasTable(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ there: string | null }>('select to_regclass($1)::text as there', [name]);
  return rows[0]?.there != null;
}

/**
 * Throws StartFault when the services last read from Kafka: how far they came is known by topic and partition, which
 * the log does not have.
 */
async function assertFedFromLog(client: pg.Client): Promise<void> {
  for (const schema of SCHEMAS) {
    if (!(await hasTable(client, `${schema}.bus_checkpoint`))) continue;
    const fed = await client.query(`select 1 from ${schema}.bus_checkpoint where source <> 'store' limit 1`);
    if (fed.rowCount)
      throw new StartFault(
        'This data was last run over Kafka: go on with npm run start:kafka, or empty it with npm start -- --reset.',
      );
  }
}
