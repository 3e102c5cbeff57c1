import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visits, newest day first by whom, where and of whom they are; who is on one; and when clients' parts were told. */
export class Visits1778400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(VISIT);
    await runner.query(STARTED_VISIT);
    await runner.query(CLIENT_PART);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table visit, visit_participant, started_visit, client_part');
  }
}

const VISIT = `
  create table visit (
    visit_id text collate "C" primary key,
    client_id text collate "C" not null,
    staff_id text collate "C" not null,
    unit_id text collate "C" not null,
    planned_on date not null,
    state text not null,
    overdue boolean not null,
    ended_on date,
    missed_reasons text[],
    score smallint,
    data jsonb not null
  );
  alter table visit alter data set statistics 0;
  create index visit_of_client on visit (client_id, planned_on desc, visit_id desc);
  create index visit_of_staff on visit (staff_id, planned_on desc, visit_id desc);
  create index visit_of_unit on visit (unit_id, planned_on desc, visit_id desc);
  create index visit_of_day on visit (planned_on desc, visit_id desc);
  create index visit_overdue_of_staff on visit (staff_id, planned_on desc, visit_id desc) where overdue;
  create index visit_overdue_of_unit on visit (unit_id, planned_on desc, visit_id desc) where overdue;
  create index visit_missed_of_unit on visit (unit_id, ended_on) where missed_reasons is not null;
  create table visit_participant (
    staff_id text collate "C",
    planned_on date,
    visit_id text collate "C",
    primary key (staff_id, planned_on, visit_id)
  );`;

/** Which visit somebody is on: claimed before its start is stored, so that nobody is on two. */
const STARTED_VISIT = `
  create table started_visit (
    staff_id text collate "C" primary key,
    visit_id text collate "C" not null,
    claimed_at timestamptz not null default now()
  );`;

const CLIENT_PART = `
  create table client_part (
    client_id text collate "C",
    part text,
    refreshed_at timestamptz not null,
    refreshed_by text,
    primary key (client_id, part)
  );`;
