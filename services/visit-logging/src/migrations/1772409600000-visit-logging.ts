import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read models of visit-logging. Ids sort by bytes (collation "C"), the same everywhere. */
export class VisitLogging1772409600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CONTACT);
    await queryRunner.query(CLIENT);
    await queryRunner.query(PLAN_ITEM);
    await queryRunner.query(PLACEMENT);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table contact, client, client_assignment, plan_item, placement');
  }
}

/**
 * `unit_id` is where its maker was placed on the business day, as far as is known now. Every list is newest first: one
 * index each, the bank's by channel. What nobody searches has no statistics: gathering those of texts is dear.
 */
const CONTACT = `
  create table contact (
    contact_id text collate "C" primary key,
    client_id text collate "C" not null,
    staff_id text collate "C" not null,
    unit_id text collate "C" not null,
    channel text not null,
    started_at timestamptz not null,
    business_date date not null,
    effective boolean not null,
    data jsonb not null
  );
  alter table contact alter business_date set statistics 0, alter effective set statistics 0, alter data set statistics 0;
  create index contact_of_client on contact (client_id, started_at desc, contact_id desc);
  create index contact_of_staff on contact (staff_id, started_at desc, contact_id desc);
  create index contact_of_unit on contact (unit_id, started_at desc, contact_id desc);
  create index contact_of_channel on contact (channel, started_at desc, contact_id desc);`;

/** What events say about clients: the latest word on SERVICE for each channel, and who keeps them from which day on. */
const CLIENT = `
  create table client (
    client_id text collate "C" primary key,
    consents jsonb not null default '{}'
  );
  alter table client alter consents set statistics 0;
  create table client_assignment (
    client_id text collate "C",
    from_day date,
    rm_id text collate "C" not null,
    primary key (client_id, from_day)
  );
  create index client_assignment_by_rm on client_assignment (rm_id, client_id);`;

/** Plan items, and whether a contact could still do them. */
const PLAN_ITEM = `
  create table plan_item (
    item_id text collate "C" primary key,
    staff_id text collate "C" not null,
    client_id text collate "C" not null,
    date date not null,
    open boolean not null
  );
  create index plan_item_of_client on plan_item (client_id, date desc);`;

/** Where members of staff work from which day on; null stands for the beginning. */
const PLACEMENT = `
  create table placement (
    staff_id text collate "C",
    from_day date not null,
    unit_id text collate "C" not null,
    primary key (staff_id, from_day)
  );`;
