import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A leave that is taken back asks for what fell away in its days: few items of all are cancelled. */
export class CancelledItems1780100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `create index plan_item_cancelled_by_staff on plan_item (staff_id, date) where status = 'CANCELLED'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index plan_item_cancelled_by_staff');
  }
}
