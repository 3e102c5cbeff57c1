import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is away when and who covers for them, by consumer `leaves`; and for whom an item of a plan is a cover's. */
export class Leaves1772409600500 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table staff_leave (
        leave_id text collate "C" primary key,
        staff_id text collate "C" not null,
        from_day date not null,
        to_day date not null,
        portion text not null,
        cover_id text collate "C",
        cancelled boolean not null
      )`);
    await queryRunner.query('create index staff_leave_of_staff on staff_leave (staff_id, to_day)');
    await queryRunner.query(
      'create index staff_leave_of_cover on staff_leave (cover_id, to_day) where cover_id is not null',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table staff_leave');
  }
}
