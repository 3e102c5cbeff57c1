import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When clients are to be looked at next for what time alone brings. */
export class SignalLooks1779000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table signal_look (client_id text collate "C" primary key, look_on date not null)');
    await runner.query('create index signal_look_due on signal_look (look_on, client_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table signal_look');
  }
}
