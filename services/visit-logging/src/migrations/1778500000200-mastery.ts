import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Evidenced minutes by member of staff and day, what was studied, and the days whose plan is not finished. */
export class Mastery1778500000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MASTERY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index plan_item_of_staff, plan_item_open_of_staff');
    await runner.query('drop table mastery_evidence, mastery_day, mastery_leave, study_entry');
  }
}

const MASTERY = `
  create table mastery_evidence (
    staff_id text collate "C",
    date date,
    source text collate "C",
    kind text not null,
    from_ms bigint,
    to_ms bigint,
    minutes integer,
    primary key (staff_id, date, source)
  );
  create table mastery_day (
    staff_id text collate "C",
    date date,
    minutes integer not null,
    by_kind jsonb not null,
    primary key (staff_id, date)
  );
  alter table mastery_day alter by_kind set statistics 0;
  create table mastery_leave (
    leave_id text collate "C" primary key,
    staff_id text collate "C" not null,
    from_day date not null,
    to_day date not null
  );
  create index mastery_leave_of_staff on mastery_leave (staff_id);
  create table study_entry (
    entry_id text collate "C" primary key,
    staff_id text collate "C" not null,
    started_at timestamptz not null,
    data jsonb not null
  );
  alter table study_entry alter data set statistics 0;
  create index study_entry_of_staff on study_entry (staff_id, started_at desc, entry_id desc);
  create index plan_item_of_staff on plan_item (staff_id, date);
  create index plan_item_open_of_staff on plan_item (staff_id, date) where open;`;
