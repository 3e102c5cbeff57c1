import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The day on which a leave was taken back: the days before it were leave. Null for one that was not, or never was. */
export class LeaveEnds1779700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table staff_leave add cancelled_on date');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table staff_leave drop cancelled_on');
  }
}
