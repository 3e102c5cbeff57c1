import type { MigrationInterface } from 'typeorm';
import { BusTables1767225600000, type Statements } from './bus-tables.migration.js';

/** Error code of a transaction that the log feeds, of a consumer that Kafka feeds by now. */
export const FED_FROM_KAFKA = 'HXBUS';

/**
 * One source at a time, also while instances of both kinds run: the log's transactions shut out those of the topics,
 * and those of the topics shut out the log's. So a topic goes on exactly where the log stopped, and the log stops once
 * a topic has begun.
 */
export class BusOneSource1767312000000 implements MigrationInterface {
  readonly name = 'BusOneSource1767312000000';

  async up(runner: Statements): Promise<void> {
    await runner.query(`
      create or replace function bus_lock_checkpoint(p_consumer text, p_source text, p_partition int,
          out checkpoint_position text, out checkpoint_offset text, out checkpoint_parked int, out handed_over text) language plpgsql volatile as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'bus', current_schema(), p_consumer, p_source, p_partition), 0));
        perform set_config('synchronous_commit', 'off', true);
        if p_source <> 'store' then
          perform pg_advisory_xact_lock_shared(hashtextextended(concat_ws('/', 'bus', current_schema(), p_consumer, 'store', 0), 0));
          select c.position into handed_over from bus_checkpoint c where c.consumer = p_consumer and c.source = 'store';
        elsif exists (select from bus_checkpoint c where c.consumer = p_consumer and c.source <> 'store') then
          raise exception 'consumer % is fed from Kafka', p_consumer using errcode = '${FED_FROM_KAFKA}';
        end if;
        select c.position, c.next_offset::text, c.parked into checkpoint_position, checkpoint_offset, checkpoint_parked
          from bus_checkpoint c where c.consumer = p_consumer and c.source = p_source and c.partition = p_partition;
      end $$`);
  }

  async down(runner: Statements): Promise<void> {
    await new BusTables1767225600000().makeLock(runner);
  }
}
