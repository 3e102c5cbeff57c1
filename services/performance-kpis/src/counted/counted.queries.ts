import type { Tx } from '@hengxin/event-bus';
import { ids, numbers } from '../figures/array-literal.js';
import type { Counted } from '../metrics/metric.js';
import type { Day } from '../kpi/periods.rules.js';

/** Days of a member of staff, both included. */
export interface StaffDays {
  readonly staffId: string;
  readonly from: Day;
  readonly to: Day;
}

/** What a figure counts, one by one, by who is counted for it. */
export interface CountedRow {
  readonly staffId: string;
  readonly day: Day;
  readonly id: string;
  readonly about: 'VISIT' | 'GIFT' | 'HELP_REQUEST' | 'STUDY' | 'PLAN_ITEM' | null;
  readonly clientId: string | null;
  readonly numerator: number;
  readonly denominator: number;
}

/** Where a page ended. */
export interface CountedPlace {
  readonly staffId: string;
  readonly day: Day;
  readonly id: string;
}

/** The measures on both sides of a figure. */
export interface Sides {
  readonly of: readonly string[];
  readonly over: readonly string[];
}

type BySubject = Exclude<Counted, 'CLIENTS' | 'NONE'>;

/** Of one member of staff `r`, from `r.lo` to `r.hi`: $4 the measures counted, $5 those that they are counted over. */
const ROWS: Record<BySubject, string> = {
  FACTS: `
    select f.day, coalesce(f.about_id, f.event_id || '.' || f.seq) as id, max(f.about) as about, max(f.client_id) as client_id,
           coalesce(sum(f.value) filter (where f.measure = any($4::text[])), 0)::float8 as numerator,
           coalesce(sum(f.value) filter (where f.measure = any($5::text[])), 0)::float8 as denominator
      from counted_fact f
     where f.staff_id = r.staff_id and f.measure = any($4::text[] || $5::text[]) and f.day between r.lo and r.hi
     group by 1, 2`,
  DAYS: `
    select f.day, f.day::text collate "C" as id, null::text as about, null::text as client_id,
           coalesce(sum(f.value) filter (where f.measure = any($4::text[])), 0)::float8 as numerator,
           coalesce(sum(f.value) filter (where f.measure = any($5::text[])), 0)::float8 as denominator
      from fact_count f
     where f.staff_id = r.staff_id and f.measure = any($4::text[] || $5::text[]) and f.day between r.lo and r.hi
     group by 1`,
  PLAN_ITEMS: `
    select f.plan_day as day, f.item_id as id, 'PLAN_ITEM' as about, f.client_id,
           case f.status when 'DONE' then 1 else 0 end::float8 as numerator, 1::float8 as denominator
      from plan_item f
     where f.staff_id = r.staff_id and f.plan_day between r.lo and r.hi and f.drawn and f.status <> 'CANCELLED'
       and $4::text[] is not null and $5::text[] is not null`,
};

/** $6 to $8 the place behind which the page begins; $9 true: those in the numerator alone, false: the others. */
const pageOf = (rows: string) => `
  select r.staff_id as "staffId", f.day, f.id, f.about, f.client_id as "clientId", f.numerator, f.denominator
    from unnest($1::text[], $2::int[], $3::int[]) r(staff_id, lo, hi)
    cross join lateral (${rows}) f
   where ($6::text is null or r.staff_id > $6 collate "C" or (r.staff_id = $6 and (f.day, f.id) < ($7::int, $8::text)))
     and (f.numerator <> 0 or f.denominator <> 0)
     and ($9::boolean is null or (f.numerator <> 0) = $9)
   order by r.staff_id collate "C", f.day desc, f.id desc limit $10`;

const STATEMENTS = Object.fromEntries(Object.entries(ROWS).map(([subject, rows]) => [subject, pageOf(rows)])) as Record<
  BySubject,
  string
>;

/** A page of what members of staff are counted for, by staff, newest day first. */
export function countedRows(
  db: Tx,
  subject: BySubject,
  {
    staff,
    sides,
    after,
    reached,
    limit,
  }: {
    readonly staff: readonly StaffDays[];
    readonly sides: Sides;
    readonly after: CountedPlace | undefined;
    readonly reached: boolean | null;
    readonly limit: number;
  },
): Promise<CountedRow[]> {
  return db.query<CountedRow>(
    STATEMENTS[subject],
    [
      ids(staff.map(({ staffId }) => staffId)),
      numbers(staff.map(({ from }) => from)),
      numbers(staff.map(({ to }) => to)),
      ids(sides.of),
      ids(sides.over),
      after?.staffId ?? null,
      after?.day ?? 0,
      after?.id ?? '',
      reached,
      limit,
    ],
    `kpi_counted_${subject.toLowerCase()}`,
  );
}

/** Who is, or was, kept by whom. */
export interface KeptClient {
  readonly staffId: string;
  readonly clientId: string;
}

const KEPT = `
  select r.staff_id as "staffId", c.client_id as "clientId"
    from unnest($1::text[]) r(staff_id)
    cross join lateral (
      select k.client_id from client k
       where k.rm_ids @> array[r.staff_id] and ($2::text is null or r.staff_id > $2 collate "C" or k.client_id > $3)
       order by k.client_id limit $4
    ) c
   order by r.staff_id collate "C", c.client_id limit $4`;

/** Clients whom members of staff keep or have kept, by staff and client, behind a place. */
export function keptClients(
  db: Tx,
  staffIds: readonly string[],
  after: KeptClient | undefined,
  limit: number,
): Promise<KeptClient[]> {
  return db.query<KeptClient>(
    KEPT,
    [ids(staffIds), after?.staffId ?? null, after?.clientId ?? '', limit],
    'kpi_kept_clients',
  );
}
