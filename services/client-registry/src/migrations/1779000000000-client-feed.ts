import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the core system last told what a client has. By consumer `client-feed`. */
export class ClientFeed1779000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table client add column fed_at timestamptz; alter table client alter fed_at set statistics 0',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table client drop column fed_at');
  }
}
