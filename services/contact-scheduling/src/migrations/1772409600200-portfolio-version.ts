import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts the changes of all that a relationship manager's plans are drawn from, by the consumers that make them.
 * Absent: none yet.
 */
export class PortfolioVersion1772409600200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table portfolio_version (
        rm_id text collate "C" primary key,
        version bigint not null default 1
      ) with (fillfactor = 50)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table portfolio_version');
  }
}
