import type { Tx } from '@hengxin/event-bus';
import { BatchedLookup, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';

/**
 * How often what a relationship manager's plans are drawn from has changed. Questions that come at the same time share
 * a look.
 */
@Injectable()
export class PortfolioVersions {
  private readonly lookup: BatchedLookup<string, number>;

  constructor(private readonly database: Database) {
    this.lookup = new BatchedLookup((rmIds) => this.load(rmIds), String, { statements: 1, keys: 500 });
  }

  /** Read before the facts: what is drawn then holds at least what this version stands for. */
  async of(rmId: string): Promise<number> {
    return (await this.lookup.find(rmId)) ?? 0;
  }

  private async load(rmIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database.query<{ rm_id: string; version: number }>(VERSIONS, [rmIds], 'portfolio-versions');
    return new Map(rows.map(({ rm_id, version }) => [rm_id, version]));
  }
}

/**
 * In the transaction that changes facts: notes whose plans are to be drawn again. Those are the people who keep, kept
 * or will keep one of these clients, and these members of staff. One statement a transaction, in the order of the ids,
 * so that two never wait for each other.
 */
export async function noteFacts(tx: Tx, clientIds: readonly string[], staffIds: readonly string[] = []): Promise<void> {
  await tx.query(NOTE, [clientIds, staffIds], 'portfolio-versions-note');
}

const VERSIONS = 'select rm_id, version from portfolio_version where rm_id = any($1)';

const NOTE = `
  insert into portfolio_version as known (rm_id)
  select rm_id from (
    select rm_id from client_assignment where client_id = any($1) union select unnest($2::text[])
  ) as changed (rm_id) order by rm_id
  on conflict (rm_id) do update set version = known.version + 1`;
