import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/** Notices to heads of units, and what they replied: few. */
export class Coaching1777200000200 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query(`
      create table coaching_notice (
        notice_id text collate "C" primary key,
        unit_id text collate "C" not null,
        head_id text collate "C",
        months text[] not null,
        figures jsonb not null,
        given_at timestamptz not null,
        reply_due_on date not null
      )`);
    await runner.query('create index coaching_notice_newest on coaching_notice (given_at desc, notice_id desc)');
    await runner.query('create index coaching_notice_unit on coaching_notice (unit_id, given_at desc, notice_id desc)');
    await runner.query(`
      create table coaching_reply (
        notice_id text collate "C" primary key,
        reply text not null,
        replied_at timestamptz not null
      )`);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop table coaching_reply');
    await runner.query('drop table coaching_notice');
  }
}
