import pg from 'pg';

/** Does work on a database of its own beside the platform's, whose services do not follow it, and drops it. */
export async function onOwnDatabase<Result>(
  databaseUrl: string,
  name: string,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  try {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`create database ${name}`);
    return await work(url.href);
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

/** Runs one statement after the other. */
export async function query(databaseUrl: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Where the demo clock of the services on a database stands that start after this. */
export function setDemoClock(databaseUrl: string, now: string): Promise<void> {
  const offsetMs = Date.parse(now) - Date.now();
  return query(
    databaseUrl,
    'create schema if not exists platform',
    'create table if not exists platform.demo_clock (singleton boolean primary key default true check (singleton), offset_ms bigint not null)',
    'delete from platform.demo_clock',
    `insert into platform.demo_clock (offset_ms) values (${offsetMs})`,
  );
}
