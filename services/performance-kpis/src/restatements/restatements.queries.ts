import { dateOfDayNumber } from '@hengxin/contracts';
import type { Window } from '../kpi/periods.rules.js';
import { METRIC_SET } from '../metrics/index.js';
import type { MetricSet } from '../metrics/metric-set.js';
import type { Reader } from '../kpi/figures.queries.js';
import type { RestatementCause } from './restatements.js';

/** One number for each metric that is restated, in the order of its set. */
export type Numerators = readonly number[];

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
  readonly moved: Numerators;
  readonly after: Numerators;
}

/** Where a page ended: the entry, and what the figures were before it. */
export interface LedgerCursor {
  readonly atMicros: number;
  readonly seq: number;
  readonly before: Numerators;
}

type Row = Readonly<Record<string, number>> & {
  seq: number | string | null;
  at: Date;
  cause: RestatementCause;
  at_micros: number;
  contact_id: string | null;
  staff_id: string | null;
  unit_id: string | null;
  rm_id: string | null;
};

/**
 * The figures of now and the ledger's page in one snapshot, so that the entries lead up to exactly these figures.
 * Newest first by the moment at which a fact was known: a file may bring late contacts long after others that were
 * logged later.
 */
const pageOf = (list: (of: (name: string) => string) => string) => `
  select e.seq, e.at, e.at_micros, e.cause, ${list((name) => `e.${name}::float8 as ${name}`)}, k.contact_id, k.staff_id, k.unit_id, rm.rm_id,
         ${list((name) => `n.${name} as now_${name}`)}
    from (select ${list((name) => `coalesce(sum(${name}), 0)::float8 as ${name}`)} from rollup where scope = $1 and grain = $2 and period_start = $3) n
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
  readonly place: LedgerCursor | undefined;
  readonly limit: number;
  /** Day number: as of then it is asked who keeps a client. */
  readonly today: number;
}

/** The ledger of closed periods, newest entry first. */
export class RestatementQueries {
  private readonly columns: readonly string[];
  private readonly text: string;

  constructor(
    private readonly db: Reader,
    metrics: MetricSet = METRIC_SET,
  ) {
    this.columns = metrics.restated.map(({ measure: { name } }) => name);
    this.text = pageOf((of) => this.columns.map(of).join(', '));
  }

  /**
   * Every figure after the end of its period is the one at its end plus the entries: walking back from now gives them
   * all.
   */
  async page({ scopeKey, window, place, limit, today }: PageAsked): Promise<Restatement[]> {
    const rows = await this.db.query<Row>(
      this.text,
      [
        scopeKey,
        window.grain,
        dateOfDayNumber(window.start),
        place?.atMicros ?? null,
        place?.seq ?? null,
        limit,
        today,
      ],
      'kpi_restatements',
    );
    const entries = rows.filter((row) => row.seq !== null);
    let after = place?.before ?? this.columns.map((name) => rows[0]![`now_${name}`]!);
    return entries.map((row) => {
      const moved = this.columns.map((name) => row[name]!);
      const { at_micros: atMicros, cause } = row;
      const entry = {
        seq: Number(row.seq),
        at: row.at.toISOString(),
        atMicros,
        cause,
        contact: contactOf(row),
        moved,
        after,
      };
      after = beforeOf(entry);
      return entry;
    });
  }
}

/** The figures as they were before an entry. */
export function beforeOf({ after, moved }: Pick<Restatement, 'after' | 'moved'>): Numerators {
  return after.map((value, i) => value - moved[i]!);
}

function contactOf({
  contact_id: contactId,
  staff_id: staffId,
  unit_id: unitId,
  rm_id: rmId,
}: Row): LateContact | null {
  return contactId === null || staffId === null ? null : { contactId, staffId, unitId, rmId };
}
