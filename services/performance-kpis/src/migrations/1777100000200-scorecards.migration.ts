import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/** The scorecards of the bank, every version: few. */
export class Scorecards1777100000200 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query(`
      create table scorecard (
        scorecard_id text collate "C" not null,
        version int not null,
        name text not null,
        groups jsonb not null,
        valid_from date not null,
        roles text[] not null,
        primary key (scorecard_id, version)
      )`);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop table scorecard');
  }
}
