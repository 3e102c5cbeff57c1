import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/** What facts add up to for their maker: a transfer moves it from unit to unit. */
export class FactCounts1777000000000 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query(`
      create table fact_count (
        staff_id text collate "C" not null,
        day int not null,
        measure text collate "C" not null,
        shard smallint not null,
        value bigint not null,
        primary key (staff_id, day, measure, shard)
      ) with (fillfactor = 80)`);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop table fact_count');
  }
}
