import { backOffMs, pause } from '@hengxin/waiting';
import type pg from 'pg';
import { LogUnavailable } from '../log-unavailable.js';

/** How long a caller waits for a database that does not answer before it is told so. */
export const ANSWER_WITHIN_MS = 4_500;

const CONNECTION_CODES = /^(08|53|57P|25006|40001|40P01|E[A-Z_]+$)/;
const CONNECTION_WORDS = /terminated|timeout|timed out|ECONN|not queryable|connection error|Client was closed/i;

/** True when the statement itself is not at fault: the same again may succeed once the database is back. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof code === 'string'
    ? CONNECTION_CODES.test(code)
    : typeof message === 'string' && CONNECTION_WORDS.test(message);
}

/** Growing pauses between attempts, from 20 ms to half a second. `attempt` counts from 0. */
export function backOff(attempt: number): Promise<void> {
  return pause(backOffMs(attempt + 1, { firstMs: 20, longestMs: 500 }));
}

/** A statement that may be repeated without harm: tried again while the database is away, then LogUnavailable. */
export async function persistent<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  doing: string,
  statement: pg.QueryConfig,
): Promise<Row[]> {
  const deadline = Date.now() + ANSWER_WITHIN_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      return (await pool.query<Row>(statement)).rows;
    } catch (error) {
      if (!isOutage(error)) throw error;
      if (Date.now() >= deadline) throw new LogUnavailable(doing, error);
      await backOff(attempt);
    }
  }
}

const borne = new WeakSet<pg.Pool>();

/**
 * Lets a pool lose connections without the process ending. One that breaks between two statements says so by an event
 * alone. While it is lent out nobody listens, and its borrower may be told before it can begin to listen. Its next
 * statement fails by itself.
 */
export function bearLosses(pool: pg.Pool): void {
  if (borne.has(pool)) return;
  borne.add(pool);
  pool.on('acquire', (client) => {
    if (client.listenerCount('error', ignore) === 0) client.on('error', ignore);
  });
}

const ignore = (): void => undefined;

/** A schema name that needs no quoting, since it is written into statements. */
export function checkedSchema(schema: string): string {
  if (!/^[a-z_][a-z0-9_]{0,50}$/.test(schema)) throw new RangeError(`"${schema}" is no schema name for the event log`);
  return schema;
}
