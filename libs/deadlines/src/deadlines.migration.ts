/** All that these statements need: TypeORM's query runner, or any connection. */
interface Statements {
  query(text: string): Promise<unknown>;
}

/**
 * Moments to come, in the schema of the service that acts on them. What was acted on stays for a while, so that events
 * that arrive again register nothing a second time.
 */
export class DeadlineTable1775000000000 {
  readonly name = 'DeadlineTable1775000000000';

  async up(runner: Statements): Promise<void> {
    await runner.query('create sequence deadline_generation');
    await runner.query(`
      create table deadline (
        kind text collate "C" not null,
        key text collate "C" not null,
        at timestamptz not null,
        data jsonb not null,
        generation bigint not null default nextval('deadline_generation'),
        begun_at timestamptz,
        done_at timestamptz,
        failures int not null default 0,
        retry_at timestamptz,
        primary key (kind, key)
      )`);
    await runner.query('create index deadline_to_come on deadline (at, kind, key) where done_at is null');
    await runner.query(
      'create index deadline_retry on deadline (retry_at) where done_at is null and retry_at is not null',
    );
    await runner.query('create index deadline_done on deadline (done_at) where done_at is not null');
  }

  async down(runner: Statements): Promise<void> {
    await runner.query('drop table deadline');
    await runner.query('drop sequence deadline_generation');
  }
}
