import { BatchedLookup, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';

const NOBODY: ReadonlySet<string> = new Set();

/** Whom a member of staff helps with. Concurrent look-ups share a round trip. */
@Injectable()
export class ClientHelpersQueries {
  private readonly lookup: BatchedLookup<string, ReadonlySet<string>>;

  constructor(private readonly database: Database) {
    this.lookup = new BatchedLookup((ids) => this.load(ids));
  }

  /** The clients. */
  async helpedBy(staffId: string): Promise<ReadonlySet<string>> {
    return (await this.lookup.find(staffId)) ?? NOBODY;
  }

  private async load(staffIds: readonly string[]): Promise<Map<string, ReadonlySet<string>>> {
    const rows = await this.database.query<{ helperId: string; clientIds: string[] }>(
      `select helper_id as "helperId", array_agg(client_id) as "clientIds" from client_helper
       where helper_id = any($1) group by helper_id`,
      [staffIds],
      'clients-helped-with',
    );
    return new Map(rows.map(({ helperId, clientIds }) => [helperId, new Set(clientIds)]));
  }
}
