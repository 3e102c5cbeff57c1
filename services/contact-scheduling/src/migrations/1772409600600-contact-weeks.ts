import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The calendar weeks of a year in which a client had an effective contact, a bit a week. By consumer `contact-weeks`. */
export class ContactWeeks1772409600600 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table client_contact_weeks (
        client_id text collate "C",
        year smallint,
        weeks bigint not null,
        primary key (client_id, year)
      ) with (fillfactor = 85)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table client_contact_weeks');
  }
}
