import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was ordered about parked events by the API: who did it, which were meant, when, why, and what came of it. Never
 * what an event says.
 */
export class CreateParkedEventCommand1776000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table parked_event_command (
        actor text not null,
        command_id text not null,
        command text not null,
        consumer text,
        topic text,
        key text,
        event_id text,
        because text,
        skipped int not null,
        released int not null,
        given_at timestamptz not null default now(),
        primary key (actor, command_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table parked_event_command');
  }
}
