import type { BusinessDate, MissReason } from '@hengxin/contracts';
import { keeperOn } from '@hengxin/projections';
import { BatchedIds, Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { Visit } from './visit.state.js';

/** A visit as stored, with what decides who may see it. */
export interface StoredVisit {
  readonly visitId: string;
  readonly plannedOn: BusinessDate;
  /** Where whose visit it is was placed on that day. */
  readonly unitId: string;
  /** Who keeps the client today; null for nobody. */
  readonly rmId: string | null;
  /** Who helps with the client. */
  readonly helperIds: readonly string[];
  readonly data: Visit;
}

export type VisitPlaceInList = Pick<StoredVisit, 'plannedOn' | 'visitId'>;

/**
 * Where visits are looked for. `manager`: those of one person, those they go along to, and those of clients whom they
 * keep or help with.
 */
export type VisitSeeds =
  | { readonly by: 'client'; readonly id: string }
  | { readonly by: 'staff'; readonly id: string }
  | { readonly by: 'manager'; readonly id: string }
  | { readonly by: 'unit'; readonly ids: readonly string[] }
  | { readonly by: 'all' };

export interface VisitSearch {
  readonly seeds: VisitSeeds;
  readonly clientId?: string | undefined;
  readonly staffId?: string | undefined;
  readonly unitIds?: readonly string[] | undefined;
  /** Only what this manager may see. */
  readonly forManager?: string | undefined;
  readonly from?: BusinessDate | undefined;
  readonly to?: BusinessDate | undefined;
  readonly states?: readonly string[] | undefined;
  readonly overdue?: boolean | undefined;
  /** Among those why they did not wholly meet their goal. */
  readonly reason?: MissReason | undefined;
  readonly endedFrom?: BusinessDate | undefined;
  readonly endedTo?: BusinessDate | undefined;
  readonly after?: VisitPlaceInList | undefined;
  readonly limit: number;
}

/** Lists of visits, newest planned day first: ranges of indexes, each cut to a page, then the rows of the page. */
@Injectable()
export class VisitsQueries {
  private readonly rows: BatchedIds<StoredVisit>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.rows = new BatchedIds((ids) => this.load(ids));
  }

  /** In the order of the ids; undefined for one unknown. */
  byIds(ids: readonly string[]): Promise<(StoredVisit | undefined)[]> {
    return this.rows.find(ids);
  }

  newest(search: VisitSearch): Promise<StoredVisit[]> {
    const { text, values } = visitsStatement(search, this.clock.today());
    return this.database.query<StoredVisit>(text, values);
  }

  private async load(ids: readonly string[]): Promise<Map<string, StoredVisit>> {
    const rows = await this.database.query<StoredVisit>(BY_IDS, [ids, this.clock.today()], 'visits-by-id');
    return new Map(rows.map((row) => [row.visitId, row]));
  }
}

/** Of a row `v` of visits, with who keeps its client by `visitKeeper`. */
const VISIT_COLUMNS = `
  v.visit_id as "visitId", v.planned_on::text as "plannedOn", v.unit_id as "unitId", kept.rm_id as "rmId", v.data,
  array(select h.helper_id from help h where h.client_id = v.client_id and h.state in ('OPEN', 'ACCEPTED') and h.helper_id is not null) as "helperIds"`;
const visitKeeper = (day: string) => `left join lateral ${keeperOn('v.client_id', `${day}::date`)} kept on true`;
const ORDER = 'planned_on desc, visit_id desc';

const HELPED = (id: string) =>
  `exists (select from help h where h.client_id = v.client_id and h.state in ('OPEN', 'ACCEPTED') and h.helper_id = ${id})`;

const BY_IDS = `select ${VISIT_COLUMNS} from visit v ${visitKeeper('$2')} where v.visit_id = any($1)`;

function visitsStatement(search: VisitSearch, today: BusinessDate): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const is = (value: unknown) => `$${values.push(value)}`;
  const day = `${is(today)}::date`;
  const where = conditionsOf(search, day, is);
  const limit = is(search.limit);
  const page = (from: string, seed: string) =>
    `select v.planned_on, v.visit_id from ${from} where ${[seed, ...where].join(' and ')} order by v.planned_on desc, v.visit_id desc limit ${limit}`;
  const text = `
    select ${VISIT_COLUMNS}
    from (select * from (${placesOf(search.seeds, day, page, is)}) found order by ${ORDER} limit ${limit}) place
      join visit v on v.visit_id = place.visit_id
      ${visitKeeper(day)}
    order by place.planned_on desc, place.visit_id desc`;
  return { text, values };
}

function placesOf(
  seeds: VisitSeeds,
  day: string,
  page: (from: string, seed: string) => string,
  is: (value: unknown) => string,
): string {
  switch (seeds.by) {
    case 'client':
    case 'staff':
      return page('visit v', `v.${seeds.by}_id = ${is(seeds.id)}`);
    case 'unit':
      return `select f.* from unnest(${is(seeds.ids)}::text[]) s (id) cross join lateral (${page('visit v', 'v.unit_id = s.id')}) f`;
    case 'all':
      return page('visit v', 'true');
    case 'manager': {
      const id = is(seeds.id);
      const joined = 'visit_participant p join visit v on v.visit_id = p.visit_id';
      const clients = `(select distinct a.client_id from client_assignment a where a.rm_id = ${id} and a.from_day <= ${day} and ${keeperOn('a.client_id', day)} = ${id})`;
      return [
        `(${page('visit v', `v.staff_id = ${id}`)})`,
        `(${page(joined, `p.staff_id = ${id} and v.staff_id <> ${id}`)})`,
        `(select f.* from ${clients} s cross join lateral (${page('visit v', `v.client_id = s.client_id and v.staff_id <> ${id}`)}) f)`,
        `(select f.* from (select distinct h.client_id from help h where h.helper_id = ${id} and h.state = 'ACCEPTED') s cross join lateral (${page('visit v', 'v.client_id = s.client_id')}) f)`,
      ].join(' union ');
    }
  }
}

function conditionsOf(search: VisitSearch, day: string, is: (value: unknown) => string): string[] {
  const { after, from, to, states, overdue, clientId, staffId, unitIds, forManager } = search;
  const { reason, endedFrom, endedTo } = search;
  const where: string[] = [];
  if (after) where.push(`(v.planned_on, v.visit_id) < (${is(after.plannedOn)}::date, ${is(after.visitId)}::text)`);
  if (from) where.push(`v.planned_on >= ${is(from)}::date`);
  if (to) where.push(`v.planned_on <= ${is(to)}::date`);
  if (states) where.push(`v.state = any(${is(states)}::text[])`);
  if (overdue !== undefined) where.push(overdue ? 'v.overdue' : 'not v.overdue');
  // As the indexes of missed visits say it, so that they serve.
  if (reason !== undefined) where.push('v.missed_reasons is not null', `${is(reason)}::text = any(v.missed_reasons)`);
  if (endedFrom) where.push(`v.ended_on >= ${is(endedFrom)}::date`);
  if (endedTo) where.push(`v.ended_on <= ${is(endedTo)}::date`);
  if (clientId !== undefined) where.push(`v.client_id = ${is(clientId)}`);
  if (staffId !== undefined) where.push(`v.staff_id = ${is(staffId)}`);
  if (unitIds) where.push(`v.unit_id = any(${is(unitIds)}::text[])`);
  if (forManager !== undefined) {
    const id = is(forManager);
    where.push(
      `(v.staff_id = ${id} or ${keeperOn('v.client_id', day)} = ${id} or ${HELPED(id)} or exists (select from visit_participant w where w.staff_id = ${id} and w.planned_on = v.planned_on and w.visit_id = v.visit_id))`,
    );
  }
  return where;
}
