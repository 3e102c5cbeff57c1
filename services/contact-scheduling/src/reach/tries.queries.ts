import type { Tries } from '@hengxin/contracts';
import { keepersOn } from '@hengxin/projections';
import { BatchedLookup, Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';

/** How often a client was tried, and answered, and who keeps the client today. */
export interface KeptTries {
  readonly rmId: string;
  readonly tries: readonly Tries[];
}

/** How often clients were tried. Look-ups at the same time, as those of a day's items, share their statements. */
@Injectable()
export class TriesQueries {
  private readonly lookup: BatchedLookup<string, KeptTries>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.lookup = new BatchedLookup((clientIds) => this.load([...new Set(clientIds)]));
  }

  /** Undefined for a client whom nobody keeps today, and for one unknown. */
  ofClient(clientId: string): Promise<KeptTries | undefined> {
    return this.lookup.find(clientId);
  }

  private async load(clientIds: readonly string[]): Promise<Map<string, KeptTries>> {
    const today = this.clock.today();
    const [kept, rows] = await Promise.all([
      keepersOn(
        clientIds.map((clientId) => ({ clientId, on: today })),
        this.database,
      ),
      this.database.query<Tries & { readonly clientId: string }>(TRIES, [clientIds], 'client-tries'),
    ]);
    const triesOf = Map.groupBy(rows, ({ clientId }) => clientId);
    return new Map(kept.map(({ clientId, rmId }) => [clientId, { rmId, tries: triesOf.get(clientId) ?? [] }]));
  }
}

const TRIES = `
  select client_id as "clientId", channel, hour, tried, answered from client_tries where client_id = any($1)`;
