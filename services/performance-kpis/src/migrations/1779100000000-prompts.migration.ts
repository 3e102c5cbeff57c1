import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/**
 * Prompts of clients: the signals that stand, and the dates that come round every year. And facts one by one, for those
 * who look behind a figure of them.
 */
export class Prompts1779100000000 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query("alter table client add column signals text[] not null default '{}'");
    await runner.query(`
      create table client_occasions (
        through int not null,
        client_id text collate "C" primary key,
        dates jsonb not null,
        products jsonb not null
      ) with (fillfactor = 85)`);
    for (const column of ['dates', 'products'])
      await runner.query(`alter table client_occasions alter ${column} set statistics 0`);
    await runner.query(`
      create table counted_fact (
        value bigint not null,
        day int not null,
        seq int not null,
        staff_id text collate "C" not null,
        measure text collate "C" not null,
        event_id text collate "C" not null,
        about text,
        about_id text collate "C",
        client_id text collate "C",
        primary key (staff_id, measure, day, event_id, seq)
      )`);
    await runner.query('create index client_occasions_through on client_occasions (through, client_id)');
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop table counted_fact');
    await runner.query('drop table client_occasions');
    await runner.query('alter table client drop column signals');
  }
}
