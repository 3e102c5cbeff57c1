import { bearLosses } from '@hengxin/event-log';
import type { Pool, PoolClient } from 'pg';
import type { Tx } from '../port/port.js';

/** The service's own database, as the bus needs it. */
export interface TxSource {
  /** Runs the work in one transaction; commits when it resolves, rolls back when it throws. */
  tx<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]>;
}

/** A TxSource over a node-postgres pool. */
export function poolTxSource(pool: Pool): TxSource {
  bearLosses(pool);
  return {
    query: (text, values, name) => rows(pool, text, values, name),
    async tx(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('begin');
        const result = await work({ query: (text, values, name) => rows(client, text, values, name) });
        const { command } = await client.query('commit');
        // PostgreSQL answers a commit with ROLLBACK where a statement had failed, even where that error was swallowed.
        if (command !== 'COMMIT') throw new Error('the transaction was rolled back: one of its statements had failed');
        return result;
      } catch (error) {
        await client.query('rollback').catch((reason: Error) => (broken = reason));
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}

async function rows<Row>(
  on: Pool | PoolClient,
  text: string,
  values: readonly unknown[] = [],
  name?: string,
): Promise<Row[]> {
  return (await on.query({ text, values: [...values], ...(name === undefined ? {} : { name }) })).rows as Row[];
}
