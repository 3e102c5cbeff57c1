import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clients who want no contact: nobody plans them. */
export class DoNotContact1772409600350 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table client_fact add column do_not_contact boolean not null default false;
      alter table client_fact alter do_not_contact set statistics 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table client_fact drop column do_not_contact');
  }
}
