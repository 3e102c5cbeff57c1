import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/** What units and members of staff are to reach, a row a metric and month; the latest word holds. */
export class Targets1777100000100 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query(`
      create table target (
        scope text collate "C" not null,
        month date not null,
        metric text collate "C" not null,
        base double precision,
        stretch double precision,
        challenge double precision,
        set_at timestamptz not null,
        set_id text collate "C" not null,
        primary key (scope, month, metric)
      )`);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop table target');
  }
}
