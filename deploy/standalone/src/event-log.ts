import { pause } from '@hengxin/waiting';
import { AGGREGATES, catalogue } from '@hengxin/contracts';
import { comparePositions, type EventLog, isPostgresLog, migrateEventLog, openEventLog } from '@hengxin/event-log';
import pg from 'pg';
import { StartFault } from './options.js';

/** A server that is just starting takes a few seconds. */
const SERVES_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 500;

/** Throws StartFault with the sentence that says why an event log elsewhere does not serve. */
export async function assertServes(url: string, withinMs = SERVES_WITHIN_MS): Promise<void> {
  if (isPostgresLog(url)) await migrated(url);
  await opened(url, async (log) => {
    for (const until = Date.now() + withinMs; ; await pause(LOOK_EVERY_MS)) {
      const fault = await log.check().then(
        () => undefined,
        (error: unknown) => (error as Error).message,
      );
      if (fault === undefined) return;
      if (Date.now() >= until) throw new StartFault(`The event log does not serve: ${fault}.`);
    }
  });
}

/** Whether nothing was ever recorded in it by this platform; what other systems keep there does not count. */
export function isEmptyLog(url: string): Promise<boolean> {
  return opened(url, async (log) => {
    const head = await log.highWaterMark();
    let found!: (empty: boolean) => void;
    const empty = new Promise<boolean>((resolve) => (found = resolve));
    const subscription = log.subscribe({
      from: 'start',
      categories: AGGREGATES.map(({ name }) => name),
      batchSize: 1,
      onBatch: async (events, upTo) => {
        if (events.length > 0 || comparePositions(upTo, head) >= 0) found(events.length === 0);
      },
    });
    // An empty log moves nowhere, so that nothing is ever told of it.
    if (comparePositions(head, 'start') === 0) found(true);
    try {
      return await empty;
    } finally {
      void subscription.stop();
    }
  });
}

async function opened<T>(url: string, work: (log: EventLog) => Promise<T>): Promise<T> {
  const log = openEventLog({ url, catalogue });
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}

async function migrated(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000 });
  pool.on('error', () => undefined);
  try {
    await migrateEventLog(pool);
  } catch (error) {
    throw new StartFault(
      `The event log does not serve: PostgreSQL answers ${(error as { code?: string }).code ?? 'nothing'} at its URL.`,
    );
  } finally {
    await pool.end();
  }
}
