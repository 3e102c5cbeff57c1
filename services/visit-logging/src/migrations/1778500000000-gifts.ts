import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What may be given, how much of it is in stock, and gifts, newest first by whom and whose they are. */
export class Gifts1778500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GIFTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table gift, gift_stock, gift_item');
  }
}

const GIFTS = `
  create table gift_item (
    item_id text collate "C" primary key,
    name text not null,
    value_cents bigint not null
  );
  create table gift_stock (
    item_id text collate "C",
    unit_id text collate "C",
    pieces bigint not null,
    primary key (item_id, unit_id)
  );
  create table gift (
    gift_id text collate "C" primary key,
    client_id text collate "C" not null,
    staff_id text collate "C" not null,
    unit_id text collate "C" not null,
    visit_id text collate "C",
    state text not null,
    awaiting boolean not null,
    reserved_at timestamptz not null,
    data jsonb not null
  );
  alter table gift alter data set statistics 0;
  create index gift_of_client on gift (client_id, reserved_at desc, gift_id desc);
  create index gift_of_staff on gift (staff_id, reserved_at desc, gift_id desc);
  create index gift_of_unit on gift (unit_id, reserved_at desc, gift_id desc);
  create index gift_of_moment on gift (reserved_at desc, gift_id desc);
  create index gift_awaiting_of_unit on gift (unit_id, reserved_at desc, gift_id desc) where awaiting;
  create index gift_awaiting on gift (reserved_at desc, gift_id desc) where awaiting;
  create index gift_of_visit on gift (visit_id) where visit_id is not null;`;
