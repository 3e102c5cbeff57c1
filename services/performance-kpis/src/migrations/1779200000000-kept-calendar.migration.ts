import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/** The days by which figures are counted, and until when closed periods were kept before the bank said others. */
export class KeptCalendar1779200000000 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query(`
      create table kept_calendar (
        one boolean primary key default true check (one),
        kept_until timestamptz,
        working_days text not null
      )`);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop table kept_calendar');
  }
}
