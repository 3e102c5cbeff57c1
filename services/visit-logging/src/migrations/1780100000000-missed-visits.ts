import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visits that did not wholly meet their goal, newest day first by whom and where they are: those behind a reason. */
export class MissedVisits1780100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index visit_missed_by_staff on visit (staff_id, planned_on desc, visit_id desc)
        where missed_reasons is not null`);
    await runner.query(`
      create index visit_missed_by_unit on visit (unit_id, planned_on desc, visit_id desc)
        where missed_reasons is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index visit_missed_by_staff, visit_missed_by_unit');
  }
}
