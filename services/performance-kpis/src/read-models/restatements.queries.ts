import { dateOfDayNumber } from '@hengxin/contracts';
import type { Move } from '../domain/figures.js';
import type { Window } from '../domain/periods.js';
import type { Reader } from './figures.queries.js';
import type { RestatementCause } from './restatements.js';

/** The contact behind an entry, and what decides who may see it. */
export interface LateContact {
  readonly contactId: string;
  readonly staffId: string;
  /** Where it was made; null while unknown. */
  readonly unitId: string | null;
  /** Who keeps the client today. */
  readonly rmId: string | null;
}

/** An entry of the ledger: what moved, and what the figures were right after. */
export interface Restatement {
  readonly seq: number;
  readonly at: string;
  /** The same moment, exactly, in microseconds since 1970. */
  readonly atMicros: number;
  readonly cause: RestatementCause;
  readonly contact: LateContact | null;
  readonly moved: Move;
  readonly after: Move;
}

/** Where a page ended: the entry, and what the figures were before it. */
export interface LedgerPlace {
  readonly atMicros: number;
  readonly seq: number;
  readonly before: Move;
}

interface Row extends Move {
  seq: number | string | null;
  at: Date;
  cause: RestatementCause;
  at_micros: number;
  contact_id: string | null;
  staff_id: string | null;
  unit_id: string | null;
  rm_id: string | null;
  now_touches: number;
  now_contacts: number;
  now_clients: number;
  now_covered: number;
}

/**
 * The figures of now and the ledger's page in one snapshot, so that the entries lead up to exactly these figures. Newest first by the moment
 * at which a fact was known: a file may bring late contacts long after others that were logged later.
 */
const PAGE = `
  select e.seq, e.at, e.at_micros, e.cause, e.touches::float8 as touches, e.contacts::float8 as contacts, e.clients::float8 as clients,
         e.covered::float8 as covered, k.contact_id, k.staff_id, k.unit_id, rm.rm_id,
         n.touches as now_touches, n.contacts as now_contacts, n.clients as now_clients, n.covered as now_covered
    from (select coalesce(sum(touches), 0)::float8 as touches, coalesce(sum(contacts), 0)::float8 as contacts, coalesce(sum(clients), 0)::float8 as clients,
                 coalesce(sum(covered), 0)::float8 as covered from rollup where scope = $1 and grain = $2 and period_start = $3) n
    left join lateral (
      select *, (extract(epoch from at) * 1000000)::float8 as at_micros from restatement
       where scope = $1 and grain = $2 and period_start = $3
         and ($4::float8 is null or (at, seq) < (timestamptz 'epoch' + $4::float8 * interval '1 microsecond', $5::bigint))
       order by at desc, seq desc limit $6
    ) e on true
    left join lateral (
      select contact_id, staff_id, unit_id from contact where client_id = e.client_id and contact_id = e.contact_id limit 1
    ) k on true
    left join lateral (
      select c.rm_ids[d.n] as rm_id from client c, unnest(c.rm_days) with ordinality d(day, n)
       where c.client_id = e.client_id and d.day <= $7 order by d.n desc limit 1
    ) rm on true
   order by e.at desc, e.seq desc`;

export interface PageAsked {
  readonly scopeKey: string;
  readonly window: Window;
  /** Where the page before ended. */
  readonly place: LedgerPlace | undefined;
  readonly limit: number;
  /** Day number: as of then it is asked who keeps a client. */
  readonly today: number;
}

/** The ledger of closed periods, newest entry first. */
export class RestatementQueries {
  constructor(private readonly db: Reader) {}

  /** Every figure after the end of its period is the one at its end plus the entries: walking back from now gives them all. */
  async page({ scopeKey, window, place, limit, today }: PageAsked): Promise<Restatement[]> {
    const rows = await this.db.query<Row>(
      PAGE,
      [scopeKey, window.grain, dateOfDayNumber(window.start), place?.atMicros ?? null, place?.seq ?? null, limit, today],
      'kpi_restatements',
    );
    const entries = rows.filter((row) => row.seq !== null);
    let after = place?.before ?? nowOf(rows[0]!);
    return entries.map((row) => {
      const moved = { touches: row.touches, contacts: row.contacts, clients: row.clients, covered: row.covered };
      const { at_micros: atMicros, cause } = row;
      const entry = { seq: Number(row.seq), at: row.at.toISOString(), atMicros, cause, contact: contactOf(row), moved, after };
      after = beforeOf(entry);
      return entry;
    });
  }
}

/** The figures as they were before an entry. */
export function beforeOf({ after, moved }: Pick<Restatement, 'after' | 'moved'>): Move {
  return {
    touches: after.touches - moved.touches,
    contacts: after.contacts - moved.contacts,
    clients: after.clients - moved.clients,
    covered: after.covered - moved.covered,
  };
}

function contactOf({ contact_id: contactId, staff_id: staffId, unit_id: unitId, rm_id: rmId }: Row): LateContact | null {
  return contactId === null || staffId === null ? null : { contactId, staffId, unitId, rmId };
}

function nowOf(row: Row): Move {
  return { touches: row.now_touches, contacts: row.now_contacts, clients: row.now_clients, covered: row.now_covered };
}
