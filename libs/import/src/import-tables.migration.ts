import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables of runs under way, one pair a service that takes files. Give it to `startService` beside the service's own
 * migrations.
 */
export class ImportTables1700000000300 implements MigrationInterface {
  readonly name = 'ImportTables1700000000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table import_run (
        kind text not null,
        import_id text not null,
        run integer not null,
        owner uuid not null,
        state text not null default 'RUNNING' check (state in ('RUNNING', 'FINISHED')),
        rows_done bigint not null default 0,
        taken bigint not null default 0,
        unchanged bigint not null default 0,
        rejected bigint not null default 0,
        digest text not null default '',
        started_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (kind, import_id)
      );
      create table import_reject (
        kind text not null,
        import_id text not null,
        line bigint not null,
        rejection jsonb not null,
        primary key (kind, import_id, line),
        foreign key (kind, import_id) references import_run on delete cascade
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table import_reject; drop table import_run');
  }
}

/** What an import's identity rests on beside its id, and the place that a run had reached when it was cut off. */
export class ImportOrigins1700000000400 implements MigrationInterface {
  readonly name = 'ImportOrigins1700000000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table import_run add column edition integer not null default 0, add column position text',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table import_run drop column edition, drop column position');
  }
}

/** Of every service that takes files, before its own. */
export const importMigrations = [ImportTables1700000000300, ImportOrigins1700000000400] as const;
