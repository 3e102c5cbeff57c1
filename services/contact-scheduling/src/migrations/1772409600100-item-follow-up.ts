import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * For which follow-up an item was planned, so that a later promise takes a place of its own; and what ends a missed
 * item.
 */
export class ItemFollowUp1772409600100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(FOLLOW_UP);
    await queryRunner.query(NEWER);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index plan_item_of_client; alter table plan_item drop follow_up_on');
  }
}

/** An item of before this column was planned for what had fallen due by its day. */
const FOLLOW_UP = `
  alter table plan_item add follow_up_on date;
  update plan_item set follow_up_on = date where promised and status = 'OPEN'`;

/** Finds whether a client stands in a later plan of the same staff. */
const NEWER = `create index plan_item_of_client on plan_item (client_id, staff_id, date)`;
