import { Client as ClientAggregate, instantOf } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import type { Rejected, Rejection } from '@hengxin/event-sourcing';
import type { Directory } from '@hengxin/identity';
import {
  type BatchContext,
  importByDecider,
  ImportController,
  type ImportKind,
  type ParsedRow,
  type RowResult,
} from '@hengxin/import';
import { Clock, DIRECTORY, EVENT_LOG } from '@hengxin/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { PORTFOLIO_SOFT_LIMIT, portfoliosWarning } from '../portfolio/assignment.rules.js';
import type { FilePlacement, Given, Grant, ProfileChanges, TakeClient } from '../client/client.commands.js';
import { clientDecider } from '../client/client.decider.js';
import { clientWarnings } from '../client/client.warnings.js';
import { PortfolioSlots } from '../portfolio/portfolio-slots.js';
import { roleForClients } from '../portfolio/staff-role.js';
import { BatchSlots } from '../portfolio/batch-slots.js';
import { clientRowRejections } from './client-row.rejections.js';
import { clientsColumns, type ClientValues } from './clients.columns.js';

/**
 * How long an account waits for the file's own rows to be counted; those of a large file take longer, and are told as
 * "at least".
 */
const SETTLED_WITHIN_MS = 500;

/** `POST /import/clients`: each row becomes one command on the client's stream, and at most one append. */
@Controller('import/clients')
export class ClientsImport extends ImportController<typeof clientsColumns> {
  constructor(
    private readonly clock: Clock,
    private readonly places: PortfolioSlots,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {
    super();
  }

  protected readonly kind: ImportKind<typeof clientsColumns> = {
    kind: 'clients',
    columns: clientsColumns,
    readsFrom: ['directory', 'client'],
    keyOf: (values) => values.client_id,
    // Each batch claims its places with a commit of its own.
    batchSize: 1_000,
    importBatch: (rows, context) => this.take(rows, context),
    warnings: () => this.warnings(),
  };

  async take(rows: readonly ParsedRow<ClientValues>[], context: BatchContext): Promise<RowResult[]> {
    const places = new BatchSlots(this.places, context.caller.id);
    const given = this.given();
    const results = await importByDecider(rows, context, {
      log: this.log,
      aggregate: ClientAggregate as never,
      decider: clientDecider,
      idOf: ({ client_id }) => client_id,
      command: (values) => this.commandOf(values, given, places),
      due: ({ client_id: clientId, consents }, { profile }) =>
        profile && consents ? renewal(given, clientId, profile.name, consents) : undefined,
      stock: places,
      meta: () => ({ businessDate: given.today }),
    });
    return results.map((result) =>
      typeof result === 'string' ? result : { ...result, field: [columnOf(result.field)] },
    );
  }

  /**
   * Rule 21. Of all portfolios, no matter which file filled them: a file that is sent in parts or goes on after a break
   * says the same.
   */
  private async warnings(): Promise<Rejection[]> {
    const { sizes, exact } = await this.places.above(PORTFOLIO_SOFT_LIMIT, SETTLED_WITHIN_MS);
    const warning = portfoliosWarning(sizes, exact);
    return warning ? [clientWarnings.PORTFOLIOS_LARGE({ ...warning }).rejection] : [];
  }

  private given(): Given {
    const now = this.clock.now();
    return {
      now: instantOf(now, this.clock.timeZone),
      today: this.clock.dayOf(now),
      timeZone: this.clock.timeZone,
      reach: 'ALL',
    };
  }

  private commandOf(values: ClientValues, given: Given, places: BatchSlots): TakeClient | Rejected {
    if (values.assigned_from !== null && values.rm_id === null) return clientRowRejections.RM_MISSING();
    const { client_id: clientId, name, consents } = values;
    const placement = this.placementOf(values, given, places);
    return {
      type: 'TakeClient',
      data: { ...given, clientId, name, changes: changesOf(values), consents: consents ?? [], placement },
    };
  }

  private placementOf(
    { rm_id: rmId, assigned_from }: ClientValues,
    { today }: Given,
    places: BatchSlots,
  ): FilePlacement | null {
    if (rmId === null) return null;
    const from = assigned_from ?? today;
    const role = roleForClients(this.directory, rmId, from, today);
    return { rmId, from, role, portfolioSize: places.sizeOf(rmId), dated: assigned_from !== null };
  }
}

/** A row that says nothing but its consents: a grant may have run out since the row was taken. */
function renewal(given: Given, clientId: string, name: string, consents: readonly Grant[]): TakeClient {
  return { type: 'TakeClient', data: { ...given, clientId, name, changes: {}, consents, placement: null } };
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
