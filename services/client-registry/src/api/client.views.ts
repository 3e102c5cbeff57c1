import { type Caller, Scope } from '@hengxin/identity';
import { Clock } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { assignmentOn } from '../domain/assignment.js';
import type { Client } from '../domain/client.state.js';
import { latestWords } from '../domain/consent-ledger.js';
import { ClientCache } from '../read-models/client-cache.js';
import type { ClientRow } from '../read-models/client-row.js';
import { ClientView, type Sight, type Today } from './client.view.js';

/** Clients as a caller may see them. */
@Injectable()
export class ClientViews {
  constructor(
    private readonly cache: ClientCache,
    private readonly scope: Scope,
    private readonly clock: Clock,
  ) {}

  /** In the order of the ids; null for clients that nobody knows. */
  async ofIds(ids: readonly string[], caller: Caller): Promise<(ClientView | null)[]> {
    const rows = await this.cache.load(ids);
    const today = this.today();
    return rows.map((row) => row && new ClientView(row, this.sight(row, caller), today));
  }

  /** A client as a command left it. The clock is the read model's: no command of the registry moves it. */
  async ofState(state: Client, caller: Caller, sight?: Sight): Promise<ClientView> {
    const [known] = await this.cache.load([state.clientId!]);
    const row = rowOf(state, this.clock.today(), known?.lastContactMs ?? null);
    return new ClientView(row, sight ?? this.sight(row, caller), this.today());
  }

  private sight(row: ClientRow, caller: Caller): Sight {
    if (!this.scope.canSeeClient(caller, row)) return 'REFERENCE';
    return this.scope.masksNames(caller) ? 'MASKED' : 'WHOLE';
  }

  private today(): Today {
    return { date: this.clock.today(), timeZone: this.clock.timeZone };
  }
}

function rowOf({ clientId, profile, assignments, consents }: Client, today: string, lastContactMs: number | null): ClientRow {
  return {
    ...profile!,
    clientId: clientId!,
    rmId: assignmentOn(assignments, today)?.rmId ?? null,
    consents: latestWords(consents).map(({ evidence: _, ...fact }) => fact),
    lastContactMs,
  };
}
