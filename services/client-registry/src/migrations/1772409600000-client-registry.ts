import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The registry's read models. Ids sort by bytes (collation "C"), the same everywhere. */
export class ClientRegistry1772409600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CLIENT);
    await queryRunner.query(ASSIGNMENT);
    await queryRunner.query(CLIENT_CHANGE);
    await queryRunner.query(PHONE_REVEAL);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table client, assignment, assignment_day, client_change, phone_reveal');
    await queryRunner.query('drop function refuse_change');
  }
}

/**
 * One row a client. A row without tier holds only the clock of a client whose registration has not arrived yet.
 * `last_contact_at` is the start of the last effective contact, -infinity for none, so that those never contacted come
 * first. No query looks for what lies behind it in the row: gathering statistics of that would be most of an analysis.
 */
const CLIENT = `
  create table client (
    client_id text collate "C" primary key,
    rm_id text collate "C",
    tier text collate "C",
    last_contact_at timestamptz not null default '-infinity',
    name text,
    phone text,
    interests text[] not null default '{}',
    preferred_channel text,
    birthday jsonb,
    contacts_a_year smallint,
    registered_on date,
    consents jsonb not null default '{}'
  ) with (fillfactor = 85);
  alter table client
    alter name set statistics 0, alter phone set statistics 0, alter interests set statistics 0, alter preferred_channel set statistics 0,
    alter birthday set statistics 0, alter contacts_a_year set statistics 0, alter registered_on set statistics 0, alter consents set statistics 0;
  create index client_by_rm on client (rm_id, last_contact_at, client_id);
  create index client_by_rm_and_tier on client (rm_id, tier, last_contact_at, client_id);
  create index client_by_tier on client (tier, last_contact_at, client_id);`;

/** Who keeps a client from which day on. \`client.rm_id\` is the latest of them up to \`assignment_day.rolled_to\`. */
const ASSIGNMENT = `
  create table assignment (
    client_id text collate "C",
    from_day date,
    rm_id text collate "C" not null,
    primary key (client_id, from_day)
  );
  create index assignment_by_day on assignment (from_day);
  create index assignment_by_rm on assignment (rm_id, from_day, client_id);
  create table assignment_day (
    single boolean primary key default true check (single),
    rolled_to date not null
  );`;

/**
 * Which clients changed, in commit order without gaps: what keeps the caches of all instances true. Null: too many to
 * name.
 */
const CLIENT_CHANGE = `
  create table client_change (
    version bigint primary key,
    client_ids text[]
  );`;

/** Who saw which phone number unmasked. Nobody changes or deletes a line of it. */
const PHONE_REVEAL = `
  create table phone_reveal (
    id bigint generated always as identity primary key,
    client_id text collate "C" not null,
    revealed_to text not null,
    role text not null,
    revealed_at timestamptz not null,
    correlation_id text not null,
    recorded_at timestamptz not null default now()
  );
  create index phone_reveal_by_client on phone_reveal (client_id, id);
  create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'phone_reveal is append-only';
  end $$;
  create trigger append_only before update or delete on phone_reveal for each row execute function refuse_change();
  create trigger no_truncate before truncate on phone_reveal for each statement execute function refuse_change();`;
