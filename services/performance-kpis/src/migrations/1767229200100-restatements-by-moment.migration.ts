import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/** The ledger in the order in which facts were known, and the client of a late contact, which tells who may see it. */
export class RestatementsByMoment1767229200100 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query('alter table restatement add client_id text collate "C"');
    await runner.query('create index restatement_by_moment on restatement (scope, grain, period_start, at, seq)');
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop index restatement_by_moment');
    await runner.query('alter table restatement drop client_id');
  }
}
