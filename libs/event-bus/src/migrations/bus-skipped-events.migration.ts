import type { MigrationInterface } from 'typeorm';
import type { Statements } from './bus-tables.migration.js';

/**
 * What an operator let go of for good: which event, of which consumer, who did it, when and why. Never what the event
 * said.
 */
export class BusSkippedEvents1774000000000 implements MigrationInterface {
  readonly name = 'BusSkippedEvents1774000000000';

  async up(runner: Statements): Promise<void> {
    await runner.query(`
      create table bus_skipped_event (
        consumer text not null,
        source text not null,
        partition int not null,
        topic text not null,
        key text not null,
        event_id text not null,
        type text not null,
        position text,
        stream text,
        revision int,
        code text not null,
        reason text not null,
        parked_at timestamptz not null,
        skipped_at timestamptz not null default now(),
        skipped_by text not null,
        because text not null,
        primary key (consumer, source, partition, event_id)
      )`);
  }

  async down(runner: Statements): Promise<void> {
    await runner.query('drop table bus_skipped_event');
  }
}
