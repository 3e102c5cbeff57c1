import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The day on which a leave was taken back: the days before it were leave. Null for one that was not. */
export class MasteryLeaveEnds1779700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mastery_leave add cancelled_on date');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mastery_leave drop cancelled_on');
  }
}
