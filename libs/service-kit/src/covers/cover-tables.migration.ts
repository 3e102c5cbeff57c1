import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The service's own copy of who covers for whom. `changed` is the version in which a row was last written: instances
 * ask for what is newer than what they hold. The one row of `cover_version` lets writers through one by one, so that
 * no version commits late.
 */
export class CreateCovers1779000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create table cover_version (singleton boolean primary key default true check (singleton), version bigint not null)',
    );
    await runner.query('insert into cover_version (version) values (0)');
    await runner.query(`
      create table known_cover (
        leave_id text collate "C" primary key,
        staff_id text not null,
        cover_id text not null,
        from_day date not null,
        to_day date not null,
        cancelled_on date,
        changed bigint not null
      )`);
    await runner.query('create index known_cover_changed on known_cover (changed)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table known_cover');
    await runner.query('drop table cover_version');
  }
}
