import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/** Who is on leave when: a leaderboard leaves out who is away all period. */
export class Absences1777200000300 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query(`
      create table staff_absence (
        leave_id text collate "C" primary key,
        staff_id text collate "C" not null,
        from_day date not null,
        to_day date not null,
        portion text not null
      )`);
    await runner.query('create index staff_absence_staff on staff_absence (staff_id, from_day)');
    await runner.query('create table absence_end (leave_id text collate "C" primary key, last_day date not null)');
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop table absence_end');
    await runner.query('drop table staff_absence');
  }
}
