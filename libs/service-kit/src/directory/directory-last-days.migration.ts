import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The last day of a placement, where one is set. */
export class DirectoryLastDays1772496000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table directory_staff add column valid_to date');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table directory_staff drop column valid_to');
  }
}
