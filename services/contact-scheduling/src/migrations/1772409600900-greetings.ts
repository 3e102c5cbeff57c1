import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which clients were greeted on which festival, and by whom. By consumer `greetings`. */
export class Greetings1772409600900 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table greeting (
        client_id text collate "C",
        festival text,
        date date,
        staff_id text collate "C" not null,
        primary key (client_id, festival, date)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table greeting');
  }
}
