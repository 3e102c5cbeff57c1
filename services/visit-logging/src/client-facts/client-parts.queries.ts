import type { ProfilePart } from '@hengxin/contracts';
import { BatchedLookup, Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { ClientParts } from '../visit/visit.rules.js';

/** When the parts of clients were last told. Concurrent look-ups share a round trip. */
@Injectable()
export class ClientPartsQueries {
  private readonly lookup: BatchedLookup<string, ClientParts>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.lookup = new BatchedLookup((ids) => this.load(ids));
  }

  /** Empty for a client of whom nothing was told. */
  async find(clientId: string): Promise<ClientParts> {
    return (await this.lookup.find(clientId)) ?? {};
  }

  private async load(ids: readonly string[]): Promise<Map<string, ClientParts>> {
    const rows = await this.database.query<PartRow>(PARTS, [[...new Set(ids)]], 'client-parts');
    const parts = new Map<string, Partial<Record<ProfilePart, { at: string; by: string | null }>>>();
    for (const { clientId, part, ms, by } of rows) {
      const known = parts.get(clientId) ?? {};
      parts.set(clientId, { ...known, [part]: { at: this.clock.instant(ms), by } });
    }
    return parts;
  }
}

interface PartRow {
  readonly clientId: string;
  readonly part: ProfilePart;
  readonly ms: number;
  readonly by: string | null;
}

const PARTS = `
  select client_id as "clientId", part, (extract(epoch from refreshed_at) * 1000)::float8 as ms, refreshed_by as by
  from client_part where client_id = any($1)`;
