import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/** What clients have by day, as far as figures count it. Days are numbers, amounts cents. */
export class HoldingRows1779000000000 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query(`
      create table holding_row (
        as_of int not null,
        closed_on int not null,
        deposits bigint not null,
        loans bigint not null,
        client_id text collate "C" not null,
        holding_id text collate "C" not null,
        primary key (client_id, holding_id, as_of)
      )`);
    for (const column of ['deposits', 'loans'])
      await runner.query(`alter table holding_row alter ${column} set statistics 0`);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop table holding_row');
  }
}
