import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dates that matter to clients, by consumer `client-dates`; and which contact was a client's last. */
export class ClientDates1772409600400 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table client_dates (
        client_id text collate "C" primary key,
        birthday jsonb
      ) with (fillfactor = 85)`);
    await queryRunner.query('alter table client_dates alter birthday set statistics 0');
    await queryRunner.query('alter table client_clock add last_contact_id text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table client_dates');
    await queryRunner.query('alter table client_clock drop last_contact_id');
  }
}
