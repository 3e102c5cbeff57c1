import { backOffMs, pause } from '@hengxin/waiting';
import { bearLosses } from '@hengxin/event-log';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { Database, type EntityClass, type MigrationClass } from './database.js';

/** Dates stay text, and a bigint that a number can hold becomes one. Beyond that it stays text. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text));

export interface DatabaseParts {
  readonly entities: readonly EntityClass[];
  readonly migrations: readonly MigrationClass[];
}

/** How long a service waits for its database at start. */
const REACHABLE_WITHIN_MS = 60_000;

/**
 * The server gives up a connection whose other end has vanished, and with it the locks that it held, within a minute
 * instead of hours.
 */
export const KEEP_ALIVE = '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3';

/**
 * node-postgres whose pools bear the loss of every connection, the first ones too, which TypeORM takes before it hands
 * out its pool.
 */
const driver = {
  ...pg,
  Pool: class extends pg.Pool {
    constructor(options: pg.PoolConfig) {
      super(options);
      bearLosses(this);
    }
  },
};

/**
 * The server ends a statement that takes too long, and with it the locks that it holds; the client gives up a little
 * later, where no server answers.
 */
const limits = (answerMs: number) => ({ statement_timeout: answerMs, query_timeout: Math.ceil(answerMs * 1.1) });

/** Opens the service's own schema and brings it up to date. Waits for a database that is still starting. */
export async function openDatabase(
  config: Config,
  parts: DatabaseParts,
  onWait: (error: unknown) => void = () => undefined,
): Promise<Database> {
  await onceReachable(() => createSchema(config), onWait);
  await migrate(config, parts, onWait);
  return new Database(
    await openSource(config, parts, onWait, { poolSize: config.databasePool, answerMs: config.databaseAnswerMs }),
  );
}

async function openSource(
  config: Config,
  { entities, migrations }: DatabaseParts,
  onWait: (error: unknown) => void,
  { poolSize, answerMs }: { readonly poolSize: number; readonly answerMs: number | undefined },
): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    driver,
    url: config.databaseUrl,
    schema: config.schema,
    entities: [...entities],
    migrations: [...migrations],
    migrationsTableName: 'applied_migration',
    applicationName: `hengxin ${config.service}`,
    poolSize,
    // Idle connections that break are replaced; what was under way on others reports by itself.
    poolErrorHandler: onWait,
    extra: {
      options: `-c search_path=${config.schema} ${KEEP_ALIVE}`,
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      ...(answerMs === undefined ? {} : limits(answerMs)),
    },
  });
  await onceReachable(() => source.initialize(), onWait);
  return source;
}

/**
 * Several instances may start at once: the first applies the migrations, the others wait and find nothing left to do.
 * On connections of their own, whose statements may take as long as they need.
 */
async function migrate(config: Config, parts: DatabaseParts, onWait: (error: unknown) => void): Promise<void> {
  const source = await openSource(config, parts, onWait, { poolSize: 2, answerMs: undefined });
  try {
    const lock = source.createQueryRunner();
    await lock.query('select pg_advisory_lock(hashtext($1))', [`migrate ${config.schema}`]);
    await source.runMigrations({ transaction: 'each' });
  } finally {
    // The lock ends with its connection.
    await source.destroy();
  }
}

async function createSchema(config: Config): Promise<void> {
  const client = new pg.Client({ connectionString: config.databaseUrl, connectionTimeoutMillis: 5000 });
  // One that breaks between two statements: the next says so.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`create schema if not exists ${config.schema}`);
  } finally {
    await client.end();
  }
}

/**
 * Tries again, for a minute, while the database is not there yet; a wrong password or a missing database will not mend
 * itself.
 */
export async function onceReachable<T>(attempt: () => Promise<T>, onWait: (error: unknown) => void): Promise<T> {
  const until = Date.now() + REACHABLE_WITHIN_MS;
  for (let failures = 1; ; failures++) {
    const delayMs = backOffMs(failures, { firstMs: 100, longestMs: 2_000 });
    try {
      return await attempt();
    } catch (error) {
      if (!mayPass(error) || Date.now() + delayMs > until) throw error;
      onWait(error);
      await pause(delayMs);
    }
  }
}

/**
 * Refused and reset connections, a server that goes down (57P01, 57P02), starts up (57P03) or is full (53300), two
 * services that create schemas at once (23505).
 */
function mayPass(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return (
    [
      'ECONNREFUSED',
      'ECONNRESET',
      'ETIMEDOUT',
      'EPIPE',
      'ENOENT',
      'EAI_AGAIN',
      '57P01',
      '57P02',
      '57P03',
      '53300',
      '23505',
      '42P06',
    ].includes(code) || /timeout|terminated|not queryable/i.test(String(error))
  );
}
