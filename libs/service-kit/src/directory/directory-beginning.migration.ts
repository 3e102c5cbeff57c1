import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A placement that holds from the beginning has the earliest day in place of none, as in every table of placements. A
 * day may still be absent: instances of the version before go on writing none as long as they run. Readers take both
 * alike.
 */
export class DirectoryBeginning1772582400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`update ${table} set valid_from = '-infinity' where valid_from is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`update ${table} set valid_from = null where valid_from = '-infinity'`);
  }
}

const TABLES = ['directory_unit', 'directory_staff'];
