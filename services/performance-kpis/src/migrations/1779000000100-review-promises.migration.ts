import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/** Days that were promised to a client in reviews of visits, each with the moment of its review. */
export class ReviewPromises1779000000100 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query("alter table client add column review_promises text[] not null default '{}'");
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('alter table client drop column review_promises');
  }
}
