import { CHANNELS } from '@hengxin/contracts';
import { BatchedPages } from '@hengxin/service-kit';
import { METRIC_SET } from '../metrics/index.js';
import type { MetricSet } from '../metrics/metric-set.js';
import type { DrillDown } from '../metrics/metric.js';
import type { Window } from '../kpi/periods.rules.js';
import { ids, numbers } from '../figures/array-literal.js';
import { dayOpens } from '../figures/day-moment.rules.js';
import type { Reader } from '../kpi/figures.queries.js';

/** A contact that a figure counted, and what decides who may see it. */
export interface CountedContact {
  readonly at: number;
  readonly contactId: string;
  /** Who made it; null while the contact's own event has not arrived. */
  readonly staffId: string | null;
  /** Where it was made; null while unknown. */
  readonly unitId: string | null;
  /** Who keeps the client today; null for nobody, and where it was not asked for. */
  readonly rmId: string | null;
}

/** Units of a subtree, each for the days on which it belonged to it. */
export interface UnitDays {
  readonly unitId: string;
  readonly from: number;
  /** Included. */
  readonly to: number;
}

/** Whose contacts: a member of staff, the units of a subtree, or the whole bank. */
export type Counted = { readonly staffId: string } | { readonly units: readonly UnitDays[] } | 'EVERYONE';

export interface PageOf {
  readonly counted: Counted;
  readonly window: Window;
  /** The code of a metric that counts contacts. */
  readonly metric: string;
  readonly today: number;
  /** Where the page before ended. */
  readonly after: { readonly at: number; readonly contactId: string } | undefined;
  readonly limit: number;
  /** Whether to find out who keeps the clients: a caller who sees all contacts need not know. */
  readonly keepers: boolean;
}

/** The most that one page may ask for. */
export const PAGE_LIMIT = 101;
/**
 * Limits are written out in the statements, so that the planner knows that few rows are wanted: one for usual pages,
 * one for the largest.
 */
const LIMITS = [21, PAGE_LIMIT] as const;

/**
 * Which rows a metric counted, and the columns that name their place: of the contact's maker, or of the other manager
 * whose part it covers.
 */
interface Rows {
  readonly table: 'contact' | 'plan_item';
  readonly staff: string;
  readonly unit: string;
  readonly where: string;
  /**
   * Where a contact may have several rows, it stands at the newest that the figure counted: what makes a row `n` a
   * newer one.
   */
  readonly newer?: string;
}

const MADE = { table: 'contact', staff: 'staff_id', unit: 'unit_id' } as const;
const OVER_CHANNELS = Object.fromEntries(
  CHANNELS.map((channel, i): [DrillDown, readonly Rows[]] => [
    `TOUCHES_${channel}`,
    [{ ...MADE, where: `k.channel = ${i}` }],
  ]),
) as Record<Extract<DrillDown, `TOUCHES_${string}`>, readonly Rows[]>;
const ROWS: Record<DrillDown, readonly Rows[]> = {
  ...OVER_CHANNELS,
  NONE: [],
  TOUCHES: [{ ...MADE, where: 'true' }],
  CONTACTS: [{ ...MADE, where: 'k.effective' }],
  COVERING_CONTACTS: [
    { ...MADE, where: 'k.own' },
    { table: 'contact', staff: 'rm_id', unit: 'rm_unit_id', where: 'k.rm_id is not null' },
  ],
  DOING_CONTACTS: [
    {
      ...MADE,
      table: 'plan_item',
      where: "k.drawn and k.status = 'DONE'",
      newer:
        "n.drawn and n.status = 'DONE' and n.contact_id = k.contact_id and n.at <= $2 and (n.at, n.item_id) > (k.at, k.item_id)",
    },
  ],
};
/** Of the whole bank: one walk over all, since a walk for the rare ones alone would not end soon. */
const ROWS_OF_EVERYONE: Record<DrillDown, readonly Rows[]> = {
  ...ROWS,
  COVERING_CONTACTS: [
    { ...MADE, unit: 'coalesce(k.rm_unit_id, case when k.own then k.unit_id end)', where: 'k.effective' },
  ],
};

/** A row of a plan does not say who made the contact that did its item. */
const columns = ({ table }: Rows) =>
  `k.at, k.contact_id, k.client_id, ${table === 'contact' ? 'k.staff_id, k.unit_id' : 'null as staff_id, null as unit_id'}`;
const newest = (limit: number) => `order by at desc, contact_id desc limit ${limit}`;
/** Behind where the page before ended: $1, $2 the window's first and last moment; $3, $4 the place. */
const BEFORE = '($3::bigint is null or (k.at, k.contact_id) < ($3, $4))';

/** The window's end, or the place where the page before ended. */
const UNTIL = 'least($2, $3::bigint)';
/** A unit of the whole bank is any that is known. */
const known = (unit: string, row: string) => `${unit.includes('(') ? unit : `${row}.${unit}`} is not null`;

/**
 * Who keeps the client on the day $6, without which nothing is looked up. The days of a client's managers stand in
 * order.
 */
const KEEPER = `
  case when $6::int is not null then (select c.rm_ids[width_bucket($6::int, c.rm_days)] from client c where c.client_id = p.client_id) end`;

/**
 * Where rows are looked for. The member of staff, or the unit, and the moment are compared as one. Together they are a
 * range of the index that begins with the former, and of no other. Else the planner may take the index by moment, which
 * holds all the bank's contacts of those days.
 */
const SCANS = {
  staff: (rows: Rows, limit: number) =>
    `select ${columns(rows)} from ${rows.table} k
      where (k.${rows.staff}, k.at) >= ($7::text, $1) and (k.${rows.staff}, k.at) <= ($7::text, ${UNTIL}) and ${BEFORE} and ${rows.where}
        ${once(rows, `n.${rows.staff} = $7::text`)} order by k.${rows.staff} desc, at desc, contact_id desc limit ${limit}`,
  units: (rows: Rows, limit: number) =>
    `select m.* from unnest($7::text[], $8::bigint[], $9::bigint[]) r(unit_id, lo, hi)
       cross join lateral (
         select ${columns(rows)} from ${rows.table} k
          where (k.${rows.unit}, k.at) >= (r.unit_id, greatest($1, r.lo)) and (k.${rows.unit}, k.at) <= (r.unit_id, least($2, r.hi, $3))
            and ${known(rows.unit, 'k')} and ${BEFORE} and ${rows.where}
            ${once(rows, `exists (select 1 from unnest($7::text[], $8::bigint[], $9::bigint[]) s(unit_id, lo, hi) where s.unit_id = n.${rows.unit} and n.at >= s.lo and n.at <= s.hi)`)}
          order by k.${rows.unit} desc, at desc, contact_id desc limit ${limit}
       ) m ${newest(limit)}`,
  everyone: (rows: Rows, limit: number) =>
    `select ${columns(rows)} from ${rows.table} k
      where k.at >= $1 and k.at <= ${UNTIL} and ${BEFORE} and ${known(rows.unit, 'k')} and ${rows.where}
        ${once(rows, known(rows.unit, 'n'))} ${newest(limit)}`,
};

/** Leaves a row out for a newer one of the same contact, as far as the figure counted that one, too. */
function once({ table, newer }: Rows, counted: string): string {
  return newer ? `and not exists (select 1 from ${table} n where ${newer} and ${counted})` : '';
}

type Found = CountedContact & { readonly at: number | string };
/** Of the rows of a page. */
export const NEWEST_FIRST = 'at desc, "contactId" desc';

/**
 * The contacts behind a figure, newest business day first. Every page walks an index from its end: that of the member
 * of staff, of each unit of the subtree (and merges them), or of all contacts for the whole bank. Nothing is kept a
 * scope.
 */
export class CountedContactQueries {
  private readonly pages: BatchedPages<Found>;

  constructor(
    db: Reader,
    private readonly metrics: MetricSet = METRIC_SET,
  ) {
    this.pages = new BatchedPages(db, NEWEST_FIRST);
  }

  async page({ counted, window, metric, after, limit, today, keepers }: PageOf): Promise<CountedContact[]> {
    const ends = dayOpens(window.end + 1) - 1;
    const parameters = [
      dayOpens(window.start),
      ends,
      after?.at ?? null,
      after?.contactId ?? '',
      Math.min(limit, PAGE_LIMIT),
      keepers ? today : null,
    ];
    if (counted === 'EVERYONE') return this.read(metric, 'everyone', limit, parameters);
    if ('staffId' in counted) return this.read(metric, 'staff', limit, [...parameters, counted.staffId]);
    return this.read(metric, 'units', limit, [
      ...parameters,
      ids(counted.units.map(({ unitId }) => unitId)),
      numbers(counted.units.map(({ from }) => dayOpens(from))),
      numbers(counted.units.map(({ to }) => dayOpens(to + 1) - 1)),
    ]);
  }

  private async read(
    metric: string,
    kind: keyof typeof SCANS,
    asked: number,
    parameters: readonly unknown[],
  ): Promise<CountedContact[]> {
    const { drillDown } = this.metrics.definitionOf(metric);
    if (drillDown === 'NONE') return [];
    const rows = (kind === 'everyone' ? ROWS_OF_EVERYONE : ROWS)[drillDown];
    const limit = LIMITS.find((each) => each >= asked) ?? PAGE_LIMIT;
    const pages = rows.map((each) => `(${SCANS[kind](each, limit)})`).join(' union all ');
    const made = rows.every(({ table }) => table === 'contact');
    const maker = made ? 'p' : 'k';
    const found = await this.pages.read({
      text: `select p.at, p.contact_id as "contactId", ${maker}.staff_id as "staffId", ${maker}.unit_id as "unitId", ${KEEPER} as "rmId"
         from (select * from (${pages}) q order by q.at desc, q.contact_id desc limit $5) p
         ${made ? '' : 'left join contact k on k.client_id = p.client_id and k.contact_id = p.contact_id'}
        order by p.at desc, p.contact_id desc`,
      values: parameters,
      name: `kpi_contacts_${drillDown.toLowerCase()}_${kind}_${limit}`,
    });
    return found.map((row) => ({ ...row, at: Number(row.at) }));
  }
}
