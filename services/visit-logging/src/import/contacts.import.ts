import { CHANNELS, Contact as ContactAggregate, OUTCOMES } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import type { Directory } from '@hengxin/identity';
import {
  type BatchContext,
  choice,
  id,
  importByDecider,
  type ImportKind,
  instant,
  note,
  optional,
  type ParsedRow,
  registerImport,
  required,
  type RowResult,
  type RowValues,
} from '@hengxin/import';
import { Clock, DIRECTORY, EVENT_LOG } from '@hengxin/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { CLIENT_FACTS, CONTACT_LIST } from '../consumers.js';
import { contact, type ContactEvent, type TakeContact } from '../domain/contact.decider.js';
import { ClientFactsQueries } from '../read-models/client-facts.queries.js';

const columns = {
  contact_id: required(id),
  client_id: required(id),
  staff_id: required(id),
  channel: required(choice(CHANNELS)),
  started_at: required(instant),
  ended_at: required(instant),
  outcome: required(choice(OUTCOMES)),
  notes: optional(note(4000)),
  logged_at: optional(instant),
};
type Values = RowValues<typeof columns>;

/** `POST /import/contacts`: a bank's history, a contact a row. */
@Injectable()
export class ContactsImport implements OnModuleInit {
  constructor(
    private readonly nest: ModuleRef,
    private readonly clock: Clock,
    private readonly clients: ClientFactsQueries,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  onModuleInit(): void {
    registerImport(this.nest, this.kind);
  }

  private readonly kind: ImportKind<typeof columns> = {
    kind: 'contacts',
    columns,
    // Its own list too: whoever waits for an earlier file of contacts finds them listed once this one is answered.
    readsFrom: ['directory', CLIENT_FACTS, CONTACT_LIST],
    keyOf: (values) => values.contact_id,
    importBatch: (rows, context) => this.take(rows, context),
  };

  private async take(rows: readonly ParsedRow<Values>[], context: BatchContext): Promise<RowResult[]> {
    const known = await this.clients.known(rows.map(({ values }) => values.client_id));
    const now = this.clock.instant();
    return importByDecider(rows, context, {
      log: this.log,
      aggregate: ContactAggregate as never,
      decider: contact,
      idOf: ({ contact_id }) => contact_id,
      command: (values) => this.commandOf(values, known, now),
      meta: (event: ContactEvent) => ({ businessDate: event.data.businessDate }),
    });
  }

  private commandOf(values: Values, known: ReadonlySet<string>, now: string): TakeContact {
    const { contact_id, client_id, staff_id, channel, started_at, ended_at, outcome, notes, logged_at } = values;
    const placement = this.directory.tree.staff(staff_id, this.clock.dayOf(started_at));
    const data = {
      contactId: contact_id,
      clientId: client_id,
      staffId: staff_id,
      unitId: placement?.unitId ?? '',
      channel,
      startedAt: started_at,
      endedAt: ended_at,
      outcome,
      notes,
      // Without it, it is taken as logged in time.
      loggedAt: logged_at ?? ended_at,
      timeZone: this.clock.timeZone,
      now,
      clientKnown: known.has(client_id),
      staffKnown: placement !== undefined,
    };
    return { type: 'TakeContact', data };
  }
}
