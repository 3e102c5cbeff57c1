import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when clients want no contact, or want it again. It is read from the beginning, beside what is known. */
export class ContactWishes1780000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table client add wishes jsonb not null default '[]'`);
    await queryRunner.query('alter table client alter wishes set statistics 0');
    // What it parked comes again from the log, to the consumer that reads it now.
    await queryRunner.query(`delete from bus_parked_event where consumer = 'client-consents'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table client drop wishes');
  }
}
