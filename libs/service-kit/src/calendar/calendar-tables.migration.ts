import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The service's own copy of the days that the bank's calendar knows otherwise. `changed` is the version in which a row
 * was last written; the one row of `calendar_version` lets writers through one by one, so that no version commits late.
 */
export class CreateCalendar1779000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create table calendar_version (singleton boolean primary key default true check (singleton), version bigint not null)',
    );
    await runner.query('insert into calendar_version (version) values (0)');
    await runner.query(`
      create table told_day (
        date date primary key,
        kind text not null,
        changed bigint not null
      )`);
    await runner.query('create index told_day_changed on told_day (changed)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table told_day');
    await runner.query('drop table calendar_version');
  }
}
