import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dates that clients told of beside their birthday, by their ids. By consumer `client-dates`. */
export class ToldDates1772409600700 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table client_dates add dates jsonb not null default '{}'`);
    await queryRunner.query('alter table client_dates alter dates set statistics 0');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table client_dates drop dates');
  }
}
