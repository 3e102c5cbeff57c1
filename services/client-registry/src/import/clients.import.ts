import { Client as ClientAggregate, instantOf } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import type { Rejected } from '@hengxin/event-sourcing';
import type { Directory } from '@hengxin/identity';
import { type BatchContext, importByDecider, type ImportKind, type ParsedRow, registerImport, type RowResult } from '@hengxin/import';
import { Clock, DIRECTORY, EVENT_LOG } from '@hengxin/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { LRUCache } from 'lru-cache';
import type { FilePlacement, Given, ProfileChanges, TakeClient } from '../domain/client.commands.js';
import { clientDecider } from '../domain/client.decider.js';
import type { ClientEvent } from '../domain/client.state.js';
import { ClientsQueries } from '../read-models/clients.queries.js';
import { roleForClients } from '../read-models/staff-role.js';
import { clientRowRejections, clientsColumns, type ClientValues } from './clients.columns.js';

/** Runs whose portfolio sizes are kept; more than a few at once are not to be expected. */
const RUNS_KEPT = 8;

/** `POST /import/clients`: each row becomes one command on the client's stream, and at most one append. */
@Injectable()
export class ClientsImport implements OnModuleInit {
  /** Portfolio sizes as a run leaves them: what it has just assigned isn't in the read model yet. */
  private readonly runs = new LRUCache<string, PortfolioSizes>({ max: RUNS_KEPT });

  constructor(
    private readonly nest: ModuleRef,
    private readonly clock: Clock,
    private readonly queries: ClientsQueries,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  onModuleInit(): void {
    registerImport(this.nest, this.kind);
  }

  private readonly kind: ImportKind<typeof clientsColumns> = {
    kind: 'clients',
    columns: clientsColumns,
    readsFrom: ['directory', 'client'],
    keyOf: (values) => values.client_id,
    importBatch: (rows, context) => this.take(rows, context),
  };

  async take(rows: readonly ParsedRow<ClientValues>[], context: BatchContext): Promise<RowResult[]> {
    const sizes = await this.sizesOf(rows, context);
    const given = this.given();
    const results = await importByDecider(rows, context, {
      log: this.log,
      aggregate: ClientAggregate as never,
      decider: clientDecider,
      idOf: ({ client_id }) => client_id,
      command: (values) => this.commandOf(values, given, sizes),
      decided: (_, events) => sizes.count(events),
      meta: () => ({ businessDate: given.today }),
    });
    return results.map((result) => (typeof result === 'string' ? result : { ...result, field: [columnOf(result.field)] }));
  }

  private given(): Given {
    const now = this.clock.now();
    return { now: instantOf(now, this.clock.timeZone), today: this.clock.dayOf(now), timeZone: this.clock.timeZone, reach: 'ALL' };
  }

  private commandOf(values: ClientValues, given: Given, sizes: PortfolioSizes): TakeClient | Rejected {
    if (values.assigned_from !== null && values.rm_id === null) return clientRowRejections.RM_MISSING();
    const { client_id: clientId, name, consents } = values;
    const placement = this.placementOf(values, given, sizes);
    return { type: 'TakeClient', data: { ...given, clientId, name, changes: changesOf(values), consents: consents ?? [], placement } };
  }

  private placementOf({ rm_id: rmId, assigned_from }: ClientValues, { today }: Given, sizes: PortfolioSizes): FilePlacement | null {
    if (rmId === null) return null;
    const from = assigned_from ?? today;
    const role = roleForClients(this.directory, rmId, from, today);
    return { rmId, from, role, portfolioSize: sizes.of(rmId), dated: assigned_from !== null };
  }

  /** The sizes of this run's portfolios, those of its rows' relationship managers among them. */
  private async sizesOf(rows: readonly ParsedRow<ClientValues>[], { importId }: BatchContext): Promise<PortfolioSizes> {
    const sizes = this.runs.get(importId) ?? new PortfolioSizes();
    this.runs.set(importId, sizes);
    const rmIds = new Set(rows.flatMap(({ values }) => values.rm_id ?? []));
    const unknown = [...rmIds].filter((rmId) => !sizes.knows(rmId));
    if (unknown.length > 0) sizes.take(unknown, await this.queries.portfolioSizes(unknown));
    return sizes;
  }
}

class PortfolioSizes {
  private readonly sizes = new Map<string, number>();

  knows(rmId: string): boolean {
    return this.sizes.has(rmId);
  }

  of(rmId: string): number {
    return this.sizes.get(rmId) ?? 0;
  }

  take(rmIds: readonly string[], sizes: ReadonlyMap<string, number>): void {
    // Two batches may ask for one at the same time; what the first has counted since stays.
    for (const rmId of rmIds) if (!this.knows(rmId)) this.sizes.set(rmId, sizes.get(rmId) ?? 0);
  }

  count(events: readonly ClientEvent[]): void {
    for (const event of events) {
      if (event.type !== 'ClientAssigned') continue;
      const { rmId, previousRmId } = event.data;
      this.sizes.set(rmId, this.of(rmId) + 1);
      if (previousRmId !== null && this.knows(previousRmId)) this.sizes.set(previousRmId, this.of(previousRmId) - 1);
    }
  }
}

/** What the row says about the client; an empty cell says nothing. */
function changesOf(values: ClientValues): ProfileChanges {
  const { phone, tier, contacts_a_year, birthday, preferred_channel, interests } = values;
  return {
    ...(phone !== null && { phone }),
    ...(tier !== null && { tier }),
    ...(contacts_a_year !== null && { contactsAYear: contacts_a_year }),
    ...(birthday !== null && { birthday }),
    ...(preferred_channel !== null && { preferredChannel: preferred_channel }),
    ...(interests !== null && { interests: [...new Set(interests)] }),
  };
}

/** The column behind a command's field. */
function columnOf(field: readonly string[]): string {
  return COLUMNS[field[1] ?? ''] ?? field.at(-1) ?? '';
}

const COLUMNS: Readonly<Record<string, string>> = {
  id: 'client_id',
  clientId: 'client_id',
  rmId: 'rm_id',
  from: 'assigned_from',
  birthday: 'birthday',
  consents: 'consents',
};
