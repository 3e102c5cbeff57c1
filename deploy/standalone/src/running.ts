import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { describeEventLog, eventLogUrlFault, isSameLog } from '@hengxin/event-log';
import pg from 'pg';
import { IN_THE_DATABASE } from './database.js';
import { StartFault, urlIn } from './options.js';

/**
 * The database of the standalone platform that runs with a data folder, or the one the environment names; undefined
 * when there is neither.
 */
export async function runningDatabaseUrl(data = '.hengxin'): Promise<string | undefined> {
  const given = process.env['HENGXIN_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (given) return given;
  const folder = isAbsolute(data) ? data : resolve(process.cwd(), data);
  try {
    const password = (await readFile(join(folder, 'pg-password'), 'utf8')).trim();
    const port = (await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[3]?.trim();
    return port ? `postgres://hengxin:${password}@127.0.0.1:${port}/hengxin` : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Where the event log is that the read models of a database are made of: the one that is named, or the database where
 * none is. Throws StartFault where the launcher started them with another one.
 */
export async function runningEventLogUrl(databaseUrl: string, given: string | undefined): Promise<string> {
  const url = urlIn('HENGXIN_EVENT_LOG_URL', given, eventLogUrlFault) ?? databaseUrl;
  const log = await logOf(databaseUrl);
  if (log === undefined) return url;
  const isHere = log === IN_THE_DATABASE;
  const [known, named] = [isHere ? describeEventLog(databaseUrl) : log, describeEventLog(url)];
  if (isSameLog(known, named)) return url;
  const fix = isHere ? 'leave HENGXIN_EVENT_LOG_URL out' : 'name that one in HENGXIN_EVENT_LOG_URL';
  throw new StartFault(`The read models here are made of the event log of ${known}, not of ${named}: ${fix}.`);
}

/** As the launcher wrote it down; undefined where no launcher did, and the services were started by hand. */
async function logOf(databaseUrl: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ there: string | null }>(
      "select to_regclass('platform.event_log')::text as there",
    );
    if (tables[0]?.there == null) return undefined;
    const { rows } = await client.query<{ log: string }>('select log from platform.event_log');
    return rows[0]?.log;
  } finally {
    await client.end();
  }
}
