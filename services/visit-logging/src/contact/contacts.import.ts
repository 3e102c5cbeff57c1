import { CHANNELS, Contact as ContactAggregate, OUTCOMES } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import type { Directory } from '@hengxin/identity';
import {
  type BatchContext,
  choice,
  date,
  id,
  importByDecider,
  ImportController,
  type ImportKind,
  instant,
  note,
  optional,
  type ParsedRow,
  required,
  type RowResult,
  type RowValues,
} from '@hengxin/import';
import { Clock, DIRECTORY, EVENT_LOG } from '@hengxin/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { CLIENT_FACTS, CONTACT_LIST } from '../consumers.js';
import { contact, type ContactEvent, type TakeContact } from './contact.decider.js';
import { ClientFactsQueries } from '../client-facts/client-facts.queries.js';

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
  follow_up_on: optional(date),
};
type Values = RowValues<typeof columns>;

/** `POST /import/contacts`: a bank's history, a contact a row. */
@Controller('import/contacts')
export class ContactsImport extends ImportController<typeof columns> {
  constructor(
    private readonly clock: Clock,
    private readonly clients: ClientFactsQueries,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {
    super();
  }

  protected readonly kind: ImportKind<typeof columns> = {
    kind: 'contacts',
    columns,
    // Its own list too: a caller that waits for an earlier file of contacts finds them listed once this one is
    // answered.
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
    const { contact_id, client_id, staff_id, channel, started_at, ended_at, outcome, notes, logged_at, follow_up_on } =
      values;
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
      followUpOn: follow_up_on,
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
