import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Organisation1772409600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table staff_name (
        staff_id text not null,
        valid_from date not null,
        name text not null,
        primary key (staff_id, valid_from)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table staff_name');
  }
}
