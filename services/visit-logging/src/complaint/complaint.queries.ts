import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { Complaint } from './complaint.decider.js';

/** A complaint as stored. */
export interface StoredComplaint {
  readonly complaintId: string;
  /** When it is, or was, to be answered, in milliseconds of the epoch. */
  readonly dueMs: number;
  readonly data: Complaint;
}

export type ComplaintPlace = Pick<StoredComplaint, 'complaintId' | 'dueMs'>;

export interface ComplaintSearch {
  /** Heard by this person; null for nobody's in particular. */
  readonly staffId: string | null;
  /** And all heard in these units, or to be answered there. 'ALL': every one. */
  readonly unitIds: readonly string[] | 'ALL';
  /** Only those of these units. */
  readonly within?: readonly string[] | undefined;
  readonly states?: readonly string[] | undefined;
  readonly overdue?: boolean | undefined;
  readonly after?: ComplaintPlace | undefined;
  readonly limit: number;
}

/**
 * Pages of complaints. Where open ones alone are asked for, what is due first comes first; else the last due comes
 * first, since what is settled only grows.
 */
@Injectable()
export class ComplaintQueries {
  constructor(private readonly database: Database) {}

  page(search: ComplaintSearch): Promise<StoredComplaint[]> {
    const { text, values } = complaintStatement(search);
    return this.database.query<StoredComplaint>(text, values);
  }
}

function complaintStatement(search: ComplaintSearch): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const is = (value: unknown) => `$${values.push(value)}`;
  const isOpenAlone = search.states?.every((state) => state === 'OPEN') ?? false;
  const [order, beyond] = isOpenAlone ? ['asc', '>'] : ['desc', '<'];
  const where = conditionsOf(search, isOpenAlone, beyond!, is);
  const limit = is(search.limit);
  const orderBy = (row: string) => `${row}.due_at ${order}, ${row}.complaint_id ${order}`;
  const page = (seed: string) =>
    `select c.due_at, c.complaint_id from complaint c where ${[seed, ...where].join(' and ')} order by ${orderBy('c')} limit ${limit}`;
  const places = seedsOf(search, is, page)
    .map((seed) => `(${seed})`)
    .join(' union ');
  const text = `
    select c.complaint_id as "complaintId", (extract(epoch from c.due_at) * 1000)::float8 as "dueMs", c.data
    from (select * from (${places}) found order by ${orderBy('found')} limit ${limit}) place
      join complaint c on c.complaint_id = place.complaint_id
    order by ${orderBy('place')}`;
  return { text, values };
}

function seedsOf(
  { staffId, unitIds }: ComplaintSearch,
  is: (value: unknown) => string,
  page: (seed: string) => string,
): string[] {
  if (unitIds === 'ALL') return [page('true')];
  const seeds: string[] = [];
  if (staffId !== null) seeds.push(page(`c.staff_id = ${is(staffId)}`));
  if (unitIds.length > 0) {
    const ids = `unnest(${is(unitIds)}::text[]) s (id)`;
    const ofUnits = (column: string) => `select f.* from ${ids} cross join lateral (${page(`c.${column} = s.id`)}) f`;
    seeds.push(ofUnits('staff_unit_id'), ofUnits('unit_id'));
  }
  return seeds.length > 0 ? seeds : [page('false')];
}

function conditionsOf(
  { after, states, overdue, within }: ComplaintSearch,
  isOpenAlone: boolean,
  beyond: string,
  is: (value: unknown) => string,
): string[] {
  const where: string[] = [];
  if (after)
    where.push(
      `(c.due_at, c.complaint_id) ${beyond} (timestamptz 'epoch' + ${is(after.dueMs)}::float8 * interval '1 millisecond', ${is(after.complaintId)}::text)`,
    );
  // Written out, since an index of its own holds the open ones.
  if (isOpenAlone) where.push("c.state = 'OPEN'");
  else if (states) where.push(`c.state = any(${is(states)}::text[])`);
  if (overdue !== undefined)
    where.push(`(c.state = 'OPEN' and (c.data->>'overdue')::boolean) = ${is(overdue)}::boolean`);
  if (within) {
    const ids = `${is(within)}::text[]`;
    where.push(`(c.staff_unit_id = any(${ids}) or c.unit_id = any(${ids}))`);
  }
  return where;
}
