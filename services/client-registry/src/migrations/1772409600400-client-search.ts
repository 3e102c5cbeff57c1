import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type Findable, putTerms } from '../search/stored-terms.js';

/** Clients of a bank that stands already whose terms are written at a time. */
const PAGE = 2_000;

/**
 * Terms under which clients are found, by who keeps them: one range of the key for each relationship manager whose
 * clients are searched. The second index is for those whose terms change, or who are erased.
 */
export class ClientSearch1772409600400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table client_search (
        rm_id text collate "C",
        term text collate "C",
        client_id text collate "C",
        primary key (rm_id, term, client_id)
      );
      create index client_search_by_client on client_search (client_id)`);
    await this.ofTheKnown(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table client_search');
  }

  private async ofTheKnown(runner: QueryRunner): Promise<void> {
    const tx = { query: (sql: string, values?: unknown[]) => runner.query(sql, values) } as never;
    for (let after = ''; ;) {
      const page = (await runner.query(
        'select client_id, rm_id, name, phone from client where client_id > $1 order by client_id limit $2',
        [after, PAGE],
      )) as Findable[];
      if (page.length === 0) return;
      await putTerms(page, [], tx);
      after = page.at(-1)!.client_id;
    }
  }
}
