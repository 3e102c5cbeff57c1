import { type EventLog, isPostgresLog, migrateEventLog, openEventLog, PositionRefused } from '@hengxin/event-log';
import type { EventCatalogue } from '@hengxin/event-sourcing';
import { pause } from '@hengxin/waiting';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from './config/config.js';
import { KEEP_ALIVE, onceReachable } from './database/open-database.js';
import type { Metrics } from './http/metrics.js';
import type { Resources } from './resources.js';

/** A log that does not serve at start is looked at this often. */
const LOOK_AGAIN_MS = 1_000;

/** Opens the event log, which may begin to serve later; its appends are measured. */
export async function openServiceLog(
  config: Config,
  { catalogue, logger, metrics, resources }: LogParts,
  onWait: (error: unknown) => void,
): Promise<EventLog> {
  if (isPostgresLog(config.eventLogUrl)) await onceReachable(() => prepareLog(config), onWait);
  const onError = (error: unknown): void =>
    logger.error(
      { err: error },
      error instanceof PositionRefused ? 'the event log refuses a position' : 'the event log recovers from an error',
    );
  const log = timed(openEventLog({ url: config.eventLogUrl, catalogue, onError }), metrics);
  const looking = new AbortController();
  resources.add(() => log.close());
  resources.add(() => looking.abort());
  void tellUntilServing(log, logger, looking.signal);
  return log;
}

interface LogParts {
  readonly catalogue: EventCatalogue;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly resources: Resources;
}

/**
 * Says what is wrong with the log for as long as it does not serve. The service starts meanwhile: `/health/ready` says
 * the same, and everything goes on by itself once the log answers.
 */
async function tellUntilServing(log: EventLog, logger: Logger, signal: AbortSignal): Promise<void> {
  let told = '';
  while (!signal.aborted) {
    const fault = await log.check().then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    if (fault === undefined) return told === '' ? undefined : logger.info('the event log serves');
    if (fault !== told && !signal.aborted) logger.error(`the event log does not serve: ${fault}`);
    told = fault;
    await pause(LOOK_AGAIN_MS, signal);
  }
}

async function prepareLog(config: Config): Promise<void> {
  const pool = new pg.Pool({
    connectionString: config.eventLogUrl,
    max: 1,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    options: KEEP_ALIVE,
  });
  // A connection that breaks while nothing runs on it is one that is not needed any more.
  pool.on('error', () => undefined);
  try {
    await migrateEventLog(pool);
  } finally {
    await pool.end();
  }
}

/** The log, its appends measured. */
function timed(log: EventLog, metrics: Metrics): EventLog {
  const append = log.append.bind(log);
  log.append = async (...args) => {
    const startedAt = performance.now();
    try {
      return await append(...args);
    } finally {
      metrics.appendSeconds.observe((performance.now() - startedAt) / 1000);
    }
  };
  return log;
}
