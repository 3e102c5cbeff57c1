import { businessDateOf, dayNumber } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { Deltas, Witness } from '../domain/deltas.js';
import type { Move } from '../domain/figures.js';
import type { Day } from '../domain/periods.js';
import type { Scopes } from '../domain/scopes.js';
import { ids, numbers, optionalIds } from './array-literal.js';

export type RestatementCause = 'LATE_CONTACT' | 'CLIENT_CHANGED' | 'ORGANISATION_CHANGED';

/** What moved a closed period, and when. */
interface Because {
  readonly cause: RestatementCause;
  readonly eventId: string;
  readonly contactId: string | null;
  /** The contact's client; null for another cause. */
  readonly clientId: string | null;
  readonly at: string;
  /** Where its event stands in the batch: the ledger is in the order of the log, while clients are counted one by one. */
  readonly place: number;
}

interface Row extends Because {
  readonly scope: string;
  readonly grain: number;
  readonly start: Day;
  readonly moved: Move;
}

const CHUNK = 10_000;

/**
 * The ledger of closed periods (rule 14): whatever moves a figure of a period that had ended by the time of the event, with its cause.
 * "By the time" is the event's own, so that counting anew from the event log gives the same ledger; a contact's is when it was logged, in a
 * file's row too, so that a bank's history is no restatement of all its periods. Plan items done late are no late facts and are not in it;
 * neither are targets, which follow from who kept the client.
 */
export class Restatements {
  private readonly rows: Row[] = [];

  constructor(
    private readonly timeZone: string,
    private readonly scopes: Scopes,
  ) {}

  /** The business day of a moment. */
  dayOf(moment: string): Day {
    return dayNumber(businessDateOf(moment, this.timeZone));
  }

  /** The business day on which an event was known. */
  dayOfEvent({ meta, recordedAt }: RecordedEvent): Day {
    return meta.businessDate ? dayNumber(meta.businessDate) : this.dayOf(recordedAt);
  }

  /** Hears what one contact or change of a client moves; undefined when it comes before its day is over. */
  witness(because: Because, knownOn: Day, concerns: Day): Witness | undefined {
    if (concerns >= knownOn) return undefined;
    return (scope, window, moved) => {
      if (window.end < knownOn)
        this.rows.push({ ...because, scope: this.scopes.key(scope), grain: window.grain, start: window.start, moved });
    };
  }

  /** Takes what a change of the tree moved, all in all. */
  take(deltas: Deltas, because: Because, knownOn: Day): void {
    for (const { scope, window, figures } of deltas.moved())
      if (window.end < knownOn && (figures.touches || figures.contacts || figures.clients || figures.covered))
        this.rows.push({ ...because, scope: this.scopes.key(scope), grain: window.grain, start: window.start, moved: figures });
  }

  async write(tx: Tx): Promise<void> {
    this.rows.sort((a, b) => a.place - b.place);
    for (let at = 0; at < this.rows.length; at += CHUNK) {
      const rows = this.rows.slice(at, at + CHUNK);
      await tx.query(
        `insert into restatement (scope, grain, period_start, at, cause, event_id, contact_id, client_id, touches, contacts, clients, covered)
         select r.scope, r.grain, date '1970-01-01' + r.day, r.at, r.cause, r.event_id, r.contact_id, r.client_id, r.touches, r.contacts, r.clients, r.covered
           from unnest($1::text[], $2::smallint[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[])
                with ordinality r(scope, grain, day, at, cause, event_id, contact_id, client_id, touches, contacts, clients, covered, place)
          order by r.place`,
        [
          ids(rows.map((row) => row.scope)),
          numbers(rows.map((row) => row.grain)),
          numbers(rows.map((row) => row.start)),
          ids(rows.map((row) => row.at)),
          ids(rows.map((row) => row.cause)),
          ids(rows.map((row) => row.eventId)),
          optionalIds(rows.map((row) => row.contactId)),
          optionalIds(rows.map((row) => row.clientId)),
          ...(['touches', 'contacts', 'clients', 'covered'] as const).map((column) => numbers(rows.map(({ moved }) => moved[column]))),
        ],
        'kpi_restate',
      );
    }
    this.rows.length = 0;
  }
}
