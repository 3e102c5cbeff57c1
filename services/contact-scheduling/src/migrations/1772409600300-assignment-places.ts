import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The place of an assignment in the client's stream, so that one that arrives again replaces none that was told later.
 * Those stored before have none, and give way to any that arrives.
 */
export class AssignmentPlaces1772409600300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table client_assignment add revision int');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table client_assignment drop revision');
  }
}
