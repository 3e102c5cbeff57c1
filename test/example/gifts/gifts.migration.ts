import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The gifts that clients got, newest first for a client. */
export class Gifts1778000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table gift (
        gift_id text collate "C" primary key,
        client_id text collate "C" not null,
        staff_id text collate "C" not null,
        delivered_on date not null,
        item text not null
      )`);
    await runner.query('create index gift_client on gift (client_id, delivered_on desc, gift_id desc)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table gift');
  }
}
