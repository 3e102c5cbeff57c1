import type { Pool } from 'pg';
import type { On } from './deadline.js';

/**
 * Does work while no other instance does it, under an advisory lock of its schema and name that belongs to one
 * connection. The work's signal is given when `stopping` is, or when that connection is lost: another instance may lead
 * from then on.
 */
export async function leader(
  pool: Pool,
  name: string,
  stopping: AbortSignal,
  work: (on: On, signal: AbortSignal) => Promise<void>,
): Promise<'LED' | 'ANOTHER_LEADS'> {
  const connection = await pool.connect();
  const lost = new AbortController();
  const lose = (): void => lost.abort();
  connection.on('error', lose).once('end', lose);
  const query = async <Row>(text: string, values: readonly unknown[] = [], statement?: string): Promise<Row[]> =>
    (await connection.query({ text, values: [...values], ...(statement !== undefined && { name: statement }) }))
      .rows as Row[];
  try {
    const [lock] = await query<{ free: boolean }>(LOCK, [name]);
    if (!lock!.free) return 'ANOTHER_LEADS';
    await work({ query }, AbortSignal.any([stopping, lost.signal]));
    return 'LED';
  } finally {
    // Releasing may fail with the connection; then the lock is gone as well.
    const broken = await query('select pg_advisory_unlock_all()').then(
      () => undefined,
      (error: Error) => error,
    );
    connection.off('error', lose).off('end', lose);
    connection.release(broken);
  }
}

const LOCK = `select pg_try_advisory_lock(hashtextextended(concat_ws('/', current_schema(), $1::text), 0)) as free`;
