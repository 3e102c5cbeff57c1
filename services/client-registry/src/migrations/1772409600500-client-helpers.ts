import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who helps with which client. */
export class ClientHelpers1772409600500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table client_helper (
        help_id text collate "C" primary key,
        client_id text collate "C" not null,
        helper_id text collate "C" not null
      );
      create index client_helper_of_helper on client_helper (helper_id, client_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table client_helper');
  }
}
