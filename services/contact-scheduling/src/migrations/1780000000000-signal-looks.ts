import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The days that have been looked at for signals, by consumer `signal-looks`: plans of a day wait for its own. */
export class SignalLooks1780000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create table signal_look (day date primary key)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table signal_look');
  }
}
