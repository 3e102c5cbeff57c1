import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/** The digests of what scopes showed when periods were closed. Counting again leaves them as they are. */
export class ClosingDigests1779300000000 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query(`
      create table closing_digest (
        scope text collate "C" not null,
        grain smallint not null,
        period_start date not null,
        digest text not null,
        primary key (scope, grain, period_start)
      )`);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop table closing_digest');
  }
}
