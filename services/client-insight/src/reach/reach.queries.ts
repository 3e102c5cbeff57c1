import type { Tries } from '@hengxin/contracts';
import { BatchedLookup, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';

/** How often clients were tried, and answered. Look-ups at the same time share a statement. */
@Injectable()
export class ReachQueries {
  private readonly lookup: BatchedLookup<string, readonly Tries[]>;

  constructor(private readonly database: Database) {
    this.lookup = new BatchedLookup((clientIds) => this.load(clientIds));
  }

  async of(clientId: string): Promise<readonly Tries[]> {
    return (await this.lookup.find(clientId)) ?? [];
  }

  private async load(clientIds: readonly string[]): Promise<Map<string, Tries[]>> {
    const rows = await this.database.query<Tries & { clientId: string }>(TRIES, [[...new Set(clientIds)]], 'reach');
    return Map.groupBy(rows, ({ clientId }) => clientId);
  }
}

const TRIES = `select client_id as "clientId", channel, hour, tried, answered from client_reach where client_id = any($1)`;
