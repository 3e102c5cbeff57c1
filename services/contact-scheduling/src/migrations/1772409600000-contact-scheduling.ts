import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What contact-scheduling keeps of the events that it received. Ids sort by bytes (collation "C"), the same everywhere.
 */
export class ContactScheduling1772409600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [CLIENT_FACT, CLIENT_ASSIGNMENT, CLIENT_CLOCK, CLIENT_DEFERRAL, PLAN])
      await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop table client_fact, client_assignment, relationship_manager, client_clock, client_deferral, plan_item, drawn_plan',
    );
  }
}

/**
 * Copy of the registry, by consumer `client-facts`: what a plan needs to know of a client. `consents`: the latest word
 * on SERVICE by channel.
 */
const CLIENT_FACT = `
  create table client_fact (
    client_id text collate "C" primary key,
    contacts_a_year smallint not null,
    preferred_channel text,
    registered_on date not null,
    consents jsonb not null
  ) with (fillfactor = 85);
  alter table client_fact alter contacts_a_year set statistics 0, alter preferred_channel set statistics 0, alter consents set statistics 0`;

/**
 * Who keeps a client from which day on; and everyone who ever kept one, and when that event first arrived, for paging
 * through them. By consumer `client-facts`.
 */
const CLIENT_ASSIGNMENT = `
  create table client_assignment (
    client_id text collate "C",
    from_day date,
    rm_id text collate "C" not null,
    primary key (client_id, from_day)
  );
  create index client_assignment_by_rm on client_assignment (rm_id, client_id, from_day);
  create table relationship_manager (
    rm_id text collate "C" primary key,
    known_since timestamptz not null default now()
  )`;

/**
 * The client's clock, by consumer `contacts`: the last effective contact, and the newest day named in a contact and in
 * a touch.
 */
const CLIENT_CLOCK = `
  create table client_clock (
    client_id text collate "C" primary key,
    last_contact_at timestamptz,
    last_contact_on date,
    promise_made_at timestamptz,
    promised_on date,
    next_try_made_at timestamptz,
    next_try_on date
  ) with (fillfactor = 85)`;

/** The newest deferral of a client's items, and when a promise was last let go by a skip. By consumer `plan-items`. */
const CLIENT_DEFERRAL = `
  create table client_deferral (
    client_id text collate "C" primary key,
    deferred_at timestamptz,
    deferred_to date,
    due_since date,
    released_at timestamptz
  )`;

/**
 * Where items are, which are open and by which command one was added, by consumer `plan-items`; the plans themselves
 * are their streams.
 */
const PLAN = `
  create table plan_item (
    item_id text collate "C" primary key,
    plan_id text collate "C" not null,
    staff_id text collate "C" not null,
    date date not null,
    client_id text collate "C" not null,
    status text not null,
    promised boolean not null,
    command_id text
  ) with (fillfactor = 85);
  create index plan_item_open_by_staff on plan_item (staff_id, date) where status = 'OPEN';
  create index plan_item_open_by_client on plan_item (client_id) where status = 'OPEN';
  create index plan_item_by_command on plan_item (staff_id, command_id) where command_id is not null;
  create table drawn_plan (
    date date,
    staff_id text collate "C",
    primary key (date, staff_id)
  )`;
