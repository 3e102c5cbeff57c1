import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/**
 * Figures by the tree of today: what each unit has by itself, and the clients that units share. What stands knows
 * neither, so it gets an edition that nobody counts by, and everything is counted again.
 */
export class DirectFigures1777200000000 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query(`
      create table shared_client (
        grain smallint not null,
        period_start date not null,
        measure text collate "C" not null,
        units_id text collate "C" not null,
        shard smallint not null,
        units text[] collate "C" not null,
        clients bigint not null,
        primary key (grain, period_start, measure, units_id, shard)
      ) with (fillfactor = 80)`);
    await runner.query("update calendar_edition set edition = edition || '.before-direct-figures'");
  }

  async down(runner: Runner): Promise<void> {
    await runner.query("update calendar_edition set edition = replace(edition, '.before-direct-figures', '')");
    await runner.query('drop table shared_client');
  }
}
