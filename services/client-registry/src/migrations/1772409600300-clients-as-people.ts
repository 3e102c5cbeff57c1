import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of a client as a person: written by the client's own events, so that a row without them is whole. */
export class ClientsAsPeople1772409600300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table client
        add column kind text not null default 'PERSON',
        add column taboos text[] not null default '{}',
        add column preferences text,
        add column trading_habits text,
        add column do_not_contact boolean not null default false,
        add column parts jsonb not null default '{}',
        add column dates jsonb not null default '[]';
      alter table client
        alter kind set statistics 0, alter taboos set statistics 0, alter preferences set statistics 0,
        alter trading_habits set statistics 0, alter do_not_contact set statistics 0,
        alter parts set statistics 0, alter dates set statistics 0;
      create table circle_link (
        client_id text collate "C",
        link_id text collate "C",
        relation text not null,
        other_client_id text collate "C",
        outsider_name text,
        note text,
        linked_at timestamptz not null,
        primary key (client_id, link_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table client drop column kind, drop column taboos, drop column preferences, drop column trading_habits,
        drop column do_not_contact, drop column parts, drop column dates;
      drop table circle_link`);
  }
}
