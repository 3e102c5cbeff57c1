import { poolTxSource, type Tx, type TxSource } from '@hengxin/event-bus';
import type pg from 'pg';
import type { DataSource, EntitySchema, MigrationInterface } from 'typeorm';

/** SQL over one pool of connections to the service's own schema; names are unqualified. Always parameterised. */
export class Database implements TxSource {
  readonly pool: pg.Pool;
  private readonly source: TxSource;

  constructor(readonly dataSource: DataSource) {
    this.pool = (dataSource.driver as unknown as { master: pg.Pool }).master;
    this.source = poolTxSource(this.pool);
  }

  /** Rows of one statement. With a name it is prepared once a connection: for the hot paths. */
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]> {
    return this.source.query(text, values, name);
  }

  /** Statements that commit together or not at all. Throwing rolls back. */
  tx<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.source.tx(work);
  }
}

export type EntityClass = (new () => unknown) | EntitySchema;
export type MigrationClass = new () => MigrationInterface;
