import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For whom an item of a plan is a cover's, by consumer `plan-items`; and leaves with covers by their last day. */
export class CoverItems1772409600800 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table plan_item add cover_for text collate "C"');
    await queryRunner.query(
      'create index plan_item_of_cover on plan_item (cover_for, date, item_id) where cover_for is not null',
    );
    await queryRunner.query('create index staff_leave_covered on staff_leave (to_day) where cover_id is not null');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index staff_leave_covered');
    await queryRunner.query('alter table plan_item drop cover_for');
  }
}
