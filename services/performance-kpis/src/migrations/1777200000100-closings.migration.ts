import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/** Periods that were closed, and what they were before something moved them. */
export class Closings1777200000100 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query(`
      create table closing (
        grain smallint not null,
        period_start date not null,
        period_end date not null,
        closed_at timestamptz not null,
        closed_by text collate "C",
        metrics text[] not null,
        primary key (grain, period_start)
      )`);
    await runner.query('create index closing_by_end on closing (period_end)');
    await runner.query(`
      create table kept_figures (
        scope text collate "C" not null,
        grain smallint not null,
        period_start date not null,
        until timestamptz not null,
        figures jsonb not null,
        primary key (scope, grain, period_start, until)
      )`);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop table kept_figures');
    await runner.query('drop table closing');
  }
}
