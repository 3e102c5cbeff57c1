import { businessDateOf, dayNumber } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { Day, Window } from '../kpi/periods.rules.js';
import type { Scope, Scopes } from '../figures/scopes.rules.js';
import type { Deltas, Witness } from '../metrics/deltas.js';
import type { LateTouch } from '../metrics/late-touches.js';
import { type MetricSet, oncePerSet } from '../metrics/metric-set.js';
import type { Vector } from '../metrics/vector.js';
import { ids, numbers, optionalIds } from '../figures/array-literal.js';

export type RestatementCause = 'LATE_CONTACT' | 'CLIENT_CHANGED' | 'ORGANISATION_CHANGED';

/** What moved a closed period, and when. */
interface Because {
  readonly cause: RestatementCause;
  readonly eventId: string;
  readonly contactId: string | null;
  /** The contact's client; null for another cause. */
  readonly clientId: string | null;
  readonly at: string;
  /**
   * Where its event stands in the batch: the ledger is in the order of the log, while clients are counted one by one.
   */
  readonly place: number;
}

/** By how much more or less a late contact moved than its entry says, or would say if it had one. */
export interface Correction {
  readonly clientId: string;
  readonly touch: LateTouch;
  readonly scope: Scope;
  readonly window: Window;
  readonly moved: Vector;
}

interface Row extends Because {
  readonly scope: string;
  readonly grain: number;
  readonly start: Day;
  readonly moved: Vector;
}

const CHUNK = 10_000;

/**
 * The ledger of closed periods (rule 14): all that moves a figure of a period that had ended by the time of the event,
 * with its cause. "By the time" is the event's own, so that counting again from the event log gives the same ledger. A
 * contact's time is when it was logged, in a file's row too, so that a bank's history is no restatement of all its
 * periods. Plan items done late are no late facts and are not in it; neither are targets, which follow from who kept
 * the client.
 */
export class Restatements {
  private readonly rows: Row[] = [];
  private readonly corrections: Correction[] = [];
  private readonly ledger: Ledger;

  constructor(
    private readonly timeZone: string,
    private readonly scopes: Scopes,
    metrics: MetricSet,
  ) {
    this.ledger = ledgerOf(metrics);
  }

  /** The business day of a moment. */
  dayOf(moment: string): Day {
    return this.dayOfMs(Date.parse(moment));
  }

  /** The same of a moment in milliseconds since 1970. */
  readonly dayOfMs = (epochMs: number): Day => dayNumber(businessDateOf(epochMs, this.timeZone));

  /** The business day on which an event was known. */
  dayOfEvent({ meta, recordedAt }: RecordedEvent): Day {
    return meta.businessDate ? dayNumber(meta.businessDate) : this.dayOf(recordedAt);
  }

  /** Receives what one contact or change of a client moves; undefined when it comes before its day is over. */
  witness(because: Because, knownOn: Day, concerns: Day): Witness | undefined {
    if (concerns >= knownOn) return undefined;
    return (scope, window, moved) => {
      if (window.end < knownOn && this.ledger.columns.some(({ place }) => moved[place] !== 0))
        this.rows.push({ ...because, scope: this.scopes.key(scope), grain: window.grain, start: window.start, moved });
    };
  }

  /** A contact that became known earlier arrived only now: this one moved more or less than was thought. */
  correct(correction: Correction): void {
    this.corrections.push(correction);
  }

  /** Takes what a change of the tree moved, all in all. */
  take(deltas: Deltas, because: Because, knownOn: Day): void {
    for (const { scope, window, vector } of deltas.moved())
      if (window.end < knownOn && this.ledger.columns.some(({ place }) => vector[place] !== 0))
        this.rows.push({
          ...because,
          scope: this.scopes.key(scope),
          grain: window.grain,
          start: window.start,
          moved: vector,
        });
  }

  async write(tx: Tx): Promise<void> {
    this.rows.sort((a, b) => a.place - b.place);
    for (let at = 0; at < this.rows.length; at += CHUNK) {
      const rows = this.rows.slice(at, at + CHUNK);
      await tx.query(
        this.ledger.write,
        [
          ids(rows.map((row) => row.scope)),
          numbers(rows.map((row) => row.grain)),
          numbers(rows.map((row) => row.start)),
          ids(rows.map((row) => row.at)),
          ids(rows.map((row) => row.cause)),
          ids(rows.map((row) => row.eventId)),
          optionalIds(rows.map((row) => row.contactId)),
          optionalIds(rows.map((row) => row.clientId)),
          ...this.ledger.columns.map(({ place }) => numbers(rows.map(({ moved }) => moved[place]!))),
        ],
        'kpi_restate',
      );
    }
    this.rows.length = 0;
    await this.writeCorrections(tx);
  }

  private async writeCorrections(tx: Tx): Promise<void> {
    for (let at = 0; at < this.corrections.length; at += CHUNK) {
      const rows = this.corrections.slice(at, at + CHUNK);
      const values = [
        ids(rows.map(({ clientId }) => clientId)),
        ids(rows.map(({ touch }) => touch.late.contactId)),
        ids(rows.map(({ touch }) => this.scopes.key(touch.staff))),
        ids(rows.map(({ scope }) => this.scopes.key(scope))),
        numbers(rows.map(({ window }) => window.grain)),
        numbers(rows.map(({ window }) => window.start)),
        ...this.ledger.columns.map(({ place }) => numbers(rows.map(({ moved }) => moved[place]!))),
      ];
      await tx.query(this.ledger.correct, values, 'kpi_restate_correct');
      await tx.query(this.ledger.forget, values.slice(0, 2), 'kpi_restate_forget');
    }
    this.corrections.length = 0;
  }
}

/** How the ledger of a set is written. */
interface Ledger {
  /** The measures that it holds: each a column, and its place in a vector. */
  readonly columns: readonly { readonly name: string; readonly place: number }[];
  readonly write: string;
  readonly correct: string;
  readonly forget: string;
}

const ledgerOf = oncePerSet((metrics: MetricSet): Ledger => {
  const columns = metrics.restated.map(({ measure: { name } }) => ({ name, place: metrics.placeOf(name) }));
  const list: List = (of) => columns.map(({ name }, i) => of(name, i)).join(', ');
  return { columns, write: writeOf(list), correct: correctOf(list), forget: forgetOf(columns) };
});

/** Says something of each column of the ledger. */
type List = (of: (name: string, i: number) => string) => string;

const itself = (name: string) => name;

const writeOf = (list: List) => `
  insert into restatement (scope, grain, period_start, at, cause, event_id, contact_id, client_id, ${list(itself)})
  select r.scope, r.grain, date '1970-01-01' + r.day, r.at, r.cause, r.event_id, r.contact_id, r.client_id, ${list((name) => `r.${name}`)}
    from unnest($1::text[], $2::smallint[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[],
                ${list((_, i) => `$${9 + i}::bigint[]`)})
         with ordinality r(scope, grain, day, at, cause, event_id, contact_id, client_id, ${list(itself)}, place)
   order by r.place`;

/**
 * Entries of late contacts get what else they moved. One that had moved nothing in a scope has no entry there: it gets
 * one beside that of its maker, which every late contact has, in the same place of the order.
 */
const correctOf = (list: List) => `
  with told as (
    select client_id, contact_id, maker, scope, grain, date '1970-01-01' + day as period_start,
           ${list((name) => `sum(${name}) as ${name}`)}
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::int[], ${list((_, i) => `$${7 + i}::bigint[]`)})
           t(client_id, contact_id, maker, scope, grain, day, ${list(itself)})
     group by 1, 2, 3, 4, 5, 6
  ), corrected as (
    update restatement r
       set ${list((name) => `${name} = r.${name} + t.${name}`)}
      from told t
     where r.cause = 'LATE_CONTACT' and r.client_id = t.client_id and r.contact_id = t.contact_id and r.scope = t.scope and r.grain = t.grain and r.period_start = t.period_start
    returning r.client_id, r.contact_id, r.scope, r.grain, r.period_start
  )
  insert into restatement (seq, scope, grain, period_start, at, cause, event_id, contact_id, client_id, ${list(itself)})
    overriding system value
  select m.seq, t.scope, t.grain, t.period_start, m.at, m.cause, m.event_id, t.contact_id, t.client_id, ${list((name) => `t.${name}`)}
    from told t join restatement m on m.cause = 'LATE_CONTACT' and m.client_id = t.client_id and m.contact_id = t.contact_id
                                  and m.scope = t.maker and m.grain = t.grain and m.period_start = t.period_start
   where not exists (select from corrected c where (c.client_id, c.contact_id, c.scope, c.grain, c.period_start)
                                                 = (t.client_id, t.contact_id, t.scope, t.grain, t.period_start))`;

/** An entry that moves nothing is none. */
const forgetOf = (columns: Ledger['columns']) => `
  delete from restatement r using (select distinct * from unnest($1::text[], $2::text[]) t(client_id, contact_id)) t
   where r.cause = 'LATE_CONTACT' and r.client_id = t.client_id and r.contact_id = t.contact_id
     and ${columns.map(({ name }) => `r.${name} = 0`).join(' and ')}`;
