import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests for help, newest first by who asks, who is asked, who helps and where; and the visits of clients by state. */
export class Help1778500000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HELP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index visit_planned_of_client, visit_reviewed_of_client');
    await runner.query('drop table help');
  }
}

const HELP = `
  create table help (
    help_id text collate "C" primary key,
    client_id text collate "C",
    visit_id text collate "C",
    asker_id text collate "C" not null,
    asker_unit_id text collate "C" not null,
    addressee_id text collate "C",
    unit_id text collate "C" not null,
    helper_id text collate "C",
    state text not null,
    by_itself boolean not null,
    asked_at timestamptz not null,
    data jsonb not null
  );
  alter table help alter data set statistics 0;
  create index help_of_asker on help (asker_id, asked_at desc, help_id desc);
  create index help_of_addressee on help (addressee_id, asked_at desc, help_id desc) where addressee_id is not null;
  create index help_of_helper on help (helper_id, asked_at desc, help_id desc) where helper_id is not null;
  create index help_of_asker_unit on help (asker_unit_id, asked_at desc, help_id desc);
  create index help_of_unit on help (unit_id, asked_at desc, help_id desc);
  create index help_of_moment on help (asked_at desc, help_id desc);
  create index help_of_visit on help (visit_id) where visit_id is not null;
  create index help_going_on on help (client_id) where client_id is not null and state in ('OPEN', 'ACCEPTED');
  create index visit_planned_of_client on visit (client_id) where state = 'PLANNED';
  create index visit_reviewed_of_client on visit (client_id, planned_on desc, visit_id desc) where state = 'REVIEWED';`;
