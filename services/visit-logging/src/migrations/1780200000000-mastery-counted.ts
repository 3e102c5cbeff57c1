import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a day of evidence has come to, so that more is added to it. Null until more comes to a day of before. */
export class MasteryCounted1780200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mastery_day add counted jsonb');
    await runner.query('alter table mastery_day alter counted set statistics 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mastery_day drop counted');
  }
}
