import { describeEventLog, isSameLog } from '@hengxin/event-log';
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

/** Empties an outside database if asked to, sets the demo clock, and says whether anything was ever recorded. */
export async function prepareDatabase(url: string, options: Options): Promise<{ empty: boolean }> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (options.reset) for (const schema of SCHEMAS) await client.query(`drop schema if exists ${schema} cascade`);
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

/**
 * Read models are made of one log, and positions in one say nothing of another: throws StartFault when they are of
 * another.
 */
async function assertOfThisLog(client: pg.Client, url: string | null): Promise<void> {
  const log = url === null ? 'the database' : describeEventLog(url);
  await client.query(
    'create table if not exists platform.event_log (singleton boolean primary key default true check (singleton), log text not null)',
  );
  const { rows: known } = await client.query<{ log: string }>('select log from platform.event_log');
  const before = known[0]?.log ?? ((await hasReadModels(client)) ? 'the database' : log);
  if (!isSameLog(before, log))
    throw new StartFault(
      `This data was made of the event log of ${before}, not of ${log}: start with the same one, with another folder by --data DIR, or empty it with npm start -- --reset.`,
    );
  await client.query('insert into platform.event_log (log) values ($1) on conflict (singleton) do nothing', [log]);
}

async function hasReadModels(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: string | null }>(
    "select to_regclass('organisation.bus_checkpoint')::text as there",
  );
  return rows[0]?.there != null;
}

/**
 * Throws StartFault when the services last read from Kafka: how far they came is known by topic and partition, which
 * the log does not have.
 */
async function assertFedFromLog(client: pg.Client): Promise<void> {
  for (const schema of SCHEMAS) {
    const { rows } = await client.query<{ there: string | null }>('select to_regclass($1)::text as there', [
      `${schema}.bus_checkpoint`,
    ]);
    if (!rows[0]?.there) continue;
    const fed = await client.query(`select 1 from ${schema}.bus_checkpoint where source <> 'store' limit 1`);
    if (fed.rowCount)
      throw new StartFault(
        'This data was last run over Kafka: go on with npm run start:kafka, or empty it with npm start -- --reset.',
      );
  }
}
