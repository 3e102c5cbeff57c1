import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which thresholds all clients were looked at: where a bank sets others, they are looked at again. */
export class SignalThresholds1779000000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table signal_threshold (
        one boolean primary key default true check (one),
        looked_by jsonb not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table signal_threshold');
  }
}
