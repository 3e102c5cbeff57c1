import { dateOfDayNumber } from '@hengxin/contracts';
import type { Move } from '../domain/figures.js';
import type { Window } from '../domain/periods.js';
import type { Reader } from './figures.queries.js';
import type { RestatementCause } from './restatements.js';

/** An entry of the ledger: what moved, and what the figures were right after. */
export interface Restatement {
  readonly seq: number;
  readonly at: string;
  readonly cause: RestatementCause;
  readonly contactId: string | null;
  readonly moved: Move;
  readonly after: Move;
}

/** Where a page ended: the entry, and what the figures were before it. */
export interface LedgerPlace {
  readonly seq: number;
  readonly before: Move;
}

interface Row extends Move {
  seq: number | string | null;
  at: Date;
  cause: RestatementCause;
  contact_id: string | null;
  now_touches: number;
  now_contacts: number;
  now_clients: number;
  now_covered: number;
}

/** The figures of now and the ledger's page in one snapshot, so that the entries lead up to exactly these figures. */
const PAGE = `
  select e.seq, e.at, e.cause, e.contact_id, e.touches::float8 as touches, e.contacts::float8 as contacts, e.clients::float8 as clients, e.covered::float8 as covered,
         n.touches as now_touches, n.contacts as now_contacts, n.clients as now_clients, n.covered as now_covered
    from (select coalesce(sum(touches), 0)::float8 as touches, coalesce(sum(contacts), 0)::float8 as contacts, coalesce(sum(clients), 0)::float8 as clients,
                 coalesce(sum(covered), 0)::float8 as covered from rollup where scope = $1 and grain = $2 and period_start = $3) n
    left join lateral (
      select * from restatement where scope = $1 and grain = $2 and period_start = $3 and ($4::bigint is null or seq < $4) order by seq desc limit $5
    ) e on true
   order by e.seq desc`;

/** The ledger of closed periods, newest entry first. */
export class RestatementQueries {
  constructor(private readonly db: Reader) {}

  /** Every figure after the end of its period is the one at its end plus the entries: walking back from now gives them all. */
  async page(scopeKey: string, window: Window, place: LedgerPlace | undefined, limit: number): Promise<Restatement[]> {
    const rows = await this.db.query<Row>(
      PAGE,
      [scopeKey, window.grain, dateOfDayNumber(window.start), place?.seq ?? null, limit],
      'kpi_restatements',
    );
    const entries = rows.filter((row) => row.seq !== null);
    let after = place?.before ?? nowOf(rows[0]!);
    return entries.map((row) => {
      const moved = { touches: row.touches, contacts: row.contacts, clients: row.clients, covered: row.covered };
      const entry = { seq: Number(row.seq), at: row.at.toISOString(), cause: row.cause, contactId: row.contact_id, moved, after };
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

function nowOf(row: Row): Move {
  return { touches: row.now_touches, contacts: row.now_contacts, clients: row.now_clients, covered: row.now_covered };
}
