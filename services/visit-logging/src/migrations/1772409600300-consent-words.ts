import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What clients said and who keeps them, each with its place in the client's stream. So it can be read from the
 * beginning beside what is known, and nothing old takes the place of something newer meanwhile. Words have a column of
 * their own, since instances of the version before go on writing theirs as long as they run.
 */
export class ConsentWords1772409600300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table client add words jsonb not null default '{}'`);
    await queryRunner.query('alter table client alter words set statistics 0');
    await queryRunner.query('alter table client_assignment add revision int');
    // What they parked comes again from the log, to the consumer that reads it now.
    await queryRunner.query(`delete from bus_parked_event where consumer in ('client-facts', 'client-histories')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table client drop words');
    await queryRunner.query('alter table client_assignment drop revision');
  }
}
