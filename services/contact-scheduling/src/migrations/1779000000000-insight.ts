import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was mined of clients: their signals, by consumer `client-signals`; their products, by `client-products`. */
export class Insight1779000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of [
      ['client_signals', 'signals'],
      ['client_products', 'products'],
    ]) {
      await runner.query(
        `create table ${table} (client_id text collate "C" primary key, ${column} jsonb not null) with (fillfactor = 85)`,
      );
      await runner.query(`alter table ${table} alter ${column} set statistics 0`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table client_signals, client_products');
  }
}
