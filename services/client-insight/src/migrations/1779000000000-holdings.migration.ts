import type { MigrationInterface, QueryRunner } from 'typeorm';

const HOLDING = `
  client_id text collate "C" not null,
  holding_id text collate "C" not null,
  as_of date not null,
  product_code text not null,
  product_name text,
  kind text not null,
  balance_cents bigint not null,
  opened_on date,
  matures_on date,
  closed_on date`;

/** What the core system told of clients' holdings, by day and newest; which clients the registry knows. */
export class Holdings1779000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table client (client_id text collate "C" primary key)`);
    await runner.query(`
      create table client_assignment (
        client_id text collate "C",
        from_day date,
        rm_id text collate "C" not null,
        revision int,
        primary key (client_id, from_day)
      )`);
    await runner.query(`create table holding_day (${HOLDING}, primary key (client_id, holding_id, as_of))`);
    await runner.query(`create table holding (${HOLDING}, primary key (client_id, holding_id))`);
    for (const column of ['product_name', 'balance_cents']) {
      await runner.query(`alter table holding_day alter ${column} set statistics 0`);
      await runner.query(`alter table holding alter ${column} set statistics 0`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table client, client_assignment, holding_day, holding');
  }
}
