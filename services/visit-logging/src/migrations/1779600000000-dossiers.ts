import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What dossiers show of clients and find fast, complaints by whose they are, and the keys of clients' files. */
export class Dossiers1779600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DOSSIERS);
    await runner.query(COMPLAINTS);
    await runner.query(KEYS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table client_key, complaint, client_dossier');
    await runner.query('drop index contact_promise_of_client, visit_over_of_client');
  }
}

const DOSSIERS = `
  create table client_dossier (
    client_id text collate "C" primary key,
    taboos text[] not null,
    holdings jsonb not null,
    signals jsonb not null,
    let_go_at timestamptz
  );
  alter table client_dossier alter taboos set statistics 0, alter holdings set statistics 0,
    alter signals set statistics 0;
  create index contact_promise_of_client on contact (client_id, started_at desc)
    where effective and data->>'followUpOn' is not null;
  create index visit_over_of_client on visit (client_id, planned_on desc, visit_id desc)
    where state in ('ENDED', 'REVIEWED');`;

const COMPLAINTS = `
  create table complaint (
    complaint_id text collate "C" primary key,
    client_id text collate "C" not null,
    staff_id text collate "C" not null,
    staff_unit_id text collate "C" not null,
    unit_id text collate "C" not null,
    state text not null,
    due_at timestamptz not null,
    data jsonb not null
  );
  alter table complaint alter data set statistics 0;
  create index complaint_of_staff on complaint (staff_id, due_at, complaint_id);
  create index complaint_of_staff_unit on complaint (staff_unit_id, due_at, complaint_id);
  create index complaint_of_unit on complaint (unit_id, due_at, complaint_id);
  create index complaint_due on complaint (due_at, complaint_id);
  create index complaint_open_of_staff on complaint (staff_id, due_at, complaint_id) where state = 'OPEN';
  create index complaint_open_of_staff_unit on complaint (staff_unit_id, due_at, complaint_id) where state = 'OPEN';
  create index complaint_open_of_unit on complaint (unit_id, due_at, complaint_id) where state = 'OPEN';
  create index complaint_open_due on complaint (due_at, complaint_id) where state = 'OPEN';`;

/**
 * No read model: a key that is lost is lost. Null: it was erased, and no other is made. The table is there already
 * where all others were emptied.
 */
const KEYS = `
  create table if not exists client_key (
    client_id text collate "C" primary key,
    key text,
    made_at timestamptz not null default now()
  );`;
