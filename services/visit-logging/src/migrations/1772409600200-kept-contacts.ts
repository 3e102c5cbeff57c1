import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a relationship manager sees for a client's sake, findable newest first without opening each client of the
 * portfolio.
 */
export class KeptContacts1772409600200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(KEPT_CONTACT);
    await queryRunner.query(KEEPING_DAY);
    await queryRunner.query(WHAT_IS_KNOWN);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table kept_contact, keeping_day');
    await queryRunner.query('drop index client_assignment_by_day');
  }
}

/**
 * Contacts of clients whom somebody else keeps than made them, under who keeps the client on `keeping_day`. Most
 * contacts are made by the keeper and found under their maker, so that few stand here: those of a time before a
 * handover, and those of a unit head.
 */
const KEPT_CONTACT = `
  create table kept_contact (
    rm_id text collate "C",
    started_at timestamptz,
    contact_id text collate "C",
    client_id text collate "C" not null,
    primary key (rm_id, started_at, contact_id)
  );
  create index kept_contact_of_client on kept_contact (client_id);`;

/** The day whose keepers `kept_contact` holds. */
const KEEPING_DAY = `
  create table keeping_day (
    one boolean primary key default true check (one),
    day date not null
  );
  create index client_assignment_by_day on client_assignment (from_day);`;

/** Any day does for the first: a caller who asks for another has it moved there. */
const WHAT_IS_KNOWN = `
  insert into keeping_day (day) values (current_date);
  insert into kept_contact (rm_id, started_at, contact_id, client_id)
  select kept.rm_id, c.started_at, c.contact_id, c.client_id
  from (
    select distinct on (client_id) client_id, rm_id from client_assignment where from_day <= current_date order by client_id, from_day desc
  ) kept join contact c on c.client_id = kept.client_id
  where c.staff_id <> kept.rm_id;`;
