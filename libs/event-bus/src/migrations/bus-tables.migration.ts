import type { MigrationInterface } from 'typeorm';

/** All that these statements need: TypeORM's query runner, or any connection. */
export interface Statements {
  query(text: string): Promise<unknown>;
}

/** Checkpoints and parked events, in the schema of the service that consumes. */
export class BusTables1767225600000 implements MigrationInterface {
  readonly name = 'BusTables1767225600000';

  async up(runner: Statements): Promise<void> {
    await runner.query(`
      create table bus_checkpoint (
        consumer text not null,
        source text not null,
        partition int not null,
        position text,
        next_offset bigint,
        parked int not null default 0,
        moved_at timestamptz not null default now(),
        primary key (consumer, source, partition)
      ) with (fillfactor = 50)`);
    await runner.query(`
      create table bus_parked_event (
        id bigint generated always as identity primary key,
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
        message jsonb,
        code text not null,
        reason text not null,
        parked_at timestamptz not null default now(),
        released_at timestamptz,
        unique (consumer, source, partition, event_id)
      )`);
    await runner.query(
      'create index bus_parked_event_key on bus_parked_event (consumer, source, partition, topic, key, id)',
    );
    await runner.query(
      'create index bus_parked_event_released on bus_parked_event (released_at) where released_at is not null',
    );
    await this.makeLock(runner);
  }

  async makeLock(runner: Statements): Promise<void> {
    // A volatile function: the checkpoint is read by a snapshot taken after the lock was granted, all in one round
    // trip. Consumers commit without waiting for the disk: what a crash of the database takes back is delivered again.
    await runner.query(`
      create or replace function bus_lock_checkpoint(p_consumer text, p_source text, p_partition int,
          out checkpoint_position text, out checkpoint_offset text, out checkpoint_parked int, out handed_over text) language plpgsql volatile as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'bus', current_schema(), p_consumer, p_source, p_partition), 0));
        perform set_config('synchronous_commit', 'off', true);
        select c.position, c.next_offset::text, c.parked into checkpoint_position, checkpoint_offset, checkpoint_parked
          from bus_checkpoint c where c.consumer = p_consumer and c.source = p_source and c.partition = p_partition;
        if p_source <> 'store' then
          select c.position into handed_over from bus_checkpoint c where c.consumer = p_consumer and c.source = 'store';
        end if;
      end $$`);
  }

  async down(runner: Statements): Promise<void> {
    await runner.query('drop function bus_lock_checkpoint(text, text, int)');
    await runner.query('drop table bus_parked_event');
    await runner.query('drop table bus_checkpoint');
  }
}
