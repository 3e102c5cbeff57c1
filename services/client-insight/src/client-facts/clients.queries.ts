import type { Caller } from '@hengxin/identity';
import { UnitScope } from '@hengxin/identity';
import { keepersOn } from '@hengxin/projections';
import { Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';

/** Look-ups in this service's own copy of clients. */
@Injectable()
export class ClientsQueries {
  constructor(
    private readonly database: Database,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
  ) {}

  /** Which of the clients the registry has told of. */
  async known(clientIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (clientIds.length === 0) return new Set();
    const rows = await this.database.query<{ client_id: string }>(KNOWN, [[...new Set(clientIds)]], 'clients-known');
    return new Set(rows.map(({ client_id }) => client_id));
  }

  /** Which of the clients the caller knows whole: those of the own portfolio, and of the unit below a head. */
  async seenWhole(clientIds: readonly string[], caller: Caller): Promise<ReadonlySet<string>> {
    if (this.scope.masksNames(caller)) return new Set();
    const today = this.clock.today();
    const kept = await keepersOn(
      [...new Set(clientIds)].map((clientId) => ({ clientId, on: today })),
      this.database,
    );
    return new Set(
      kept.filter(({ rmId }) => this.scope.canSeeClient(caller, { rmId })).map(({ clientId }) => clientId),
    );
  }
}

const KNOWN = 'select client_id from client where client_id = any($1)';
