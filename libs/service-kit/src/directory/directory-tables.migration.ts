import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The service's own copy of the organisation. `changed` is the version in which a row was last written: instances ask
 * for what is newer than what they hold. The one row of `directory_version` lets writers through one by one, so that no
 * version commits late.
 */
export class CreateDirectory1700000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create table directory_version (singleton boolean primary key default true check (singleton), version bigint not null)',
    );
    await runner.query('insert into directory_version (version) values (0)');
    await runner.query(`
      create table directory_unit (
        unit_id text not null,
        valid_from date,
        parent_id text,
        kind text not null,
        name text not null,
        changed bigint not null,
        unique nulls not distinct (unit_id, valid_from)
      )`);
    await runner.query(`
      create table directory_staff (
        staff_id text not null,
        valid_from date,
        role text not null,
        unit_id text not null,
        changed bigint not null,
        unique nulls not distinct (staff_id, valid_from)
      )`);
    await runner.query('create index directory_unit_changed on directory_unit (changed)');
    await runner.query('create index directory_staff_changed on directory_staff (changed)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table directory_staff');
    await runner.query('drop table directory_unit');
    await runner.query('drop table directory_version');
  }
}
