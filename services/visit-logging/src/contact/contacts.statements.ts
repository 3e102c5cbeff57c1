import { addDays, type BusinessDate, CHANNELS, startOfDay } from '@hengxin/contracts';
import { keeperOn } from '@hengxin/projections';
import type { PageStatement } from '@hengxin/service-kit';
import type { ContactSearch, Seeds } from './contacts.queries.js';

/** The most that one page may ask for. */
export const PAGE_LIMIT = 101;
/**
 * Written out in the statements, so that the planner knows that few rows are wanted: one for usual pages, one for the
 * largest.
 */
const LIMITS = [21, PAGE_LIMIT] as const;
/** Filters that a statement may have beside days and place, and still be prepared. */
const NARROWED_AT_MOST = 1;

/** Who keeps a client on a day. */
const keeper = (client: string, day: string) => `left join lateral ${keeperOn(client, `${day}::date`)} kept on true`;

const COLUMNS = `
  c.contact_id as "contactId", c.client_id as "clientId", c.staff_id as "staffId", c.unit_id as "unitId", kept.rm_id as "rmId",
  (extract(epoch from c.started_at) * 1000)::float8 as "startedMs", c.data`;

/** Of the rows of a page. */
export const NEWEST_FIRST = '"startedMs" desc, "contactId" desc';

/** $1 the ids, $2 today. */
export const BY_IDS = `select ${COLUMNS} from contact c ${keeper('c.client_id', '$2')} where c.contact_id = any($1)`;

/**
 * A page of contacts in two steps. First their places (moment and id) out of the indexes, each range cut to a page and
 * all of them merged. Then the rows of those that stand on the page. Only what is asked for is said, so that a range
 * without filters is answered by its index alone.
 */
export function newestStatement(search: ContactSearch, today: BusinessDate, timeZone: string): PageStatement {
  const values: unknown[] = [];
  const is = (value: unknown) => `$${values.push(value)}`;
  const limit = LIMITS.find((each) => each >= search.limit) ?? PAGE_LIMIT;
  const filters = filtersOf(search, timeZone, is);
  // A rare channel lies far apart in a whole bank's history, so that each one asked for has a range of its own.
  const channels = [...new Set(search.channels ?? CHANNELS)];
  const places = search.seeds.map((seeds) => `(${placesOf(seeds, channels, filters, limit, is)})`).join(' union all ');
  const text = `
    select ${COLUMNS}
    from (select * from (${places}) found order by found.started_at desc, found.contact_id desc limit ${limit}) place
      join contact c on c.contact_id = place.contact_id
      ${keeper('c.client_id', is(today))}
    order by place.started_at desc, place.contact_id desc`;
  const narrowed = filters.filter(({ narrows }) => narrows).length;
  return { text, values, name: narrowed > NARROWED_AT_MOST ? undefined : nameOf(search.seeds, filters, limit) };
}

interface Filter {
  readonly code: string;
  /** Seeds that ask the same already. */
  readonly by: Seeds['by'] | undefined;
  /** False for those on the place: an index of any kind answers them. */
  readonly narrows: boolean;
  /** True of a row of a table that goes by a name. */
  readonly where: (row: string) => string;
}

function filtersOf(search: ContactSearch, timeZone: string, is: (value: unknown) => string): Filter[] {
  const { after, from, to, channels, effective, clientId, staffId, unitIds } = search;
  const filters: Filter[] = [];
  const place = (code: string, where: (row: string) => string) =>
    filters.push({ code, by: undefined, narrows: false, where });
  // Its parameter is made where it is used first: none may be left over.
  const narrow = (code: string, condition: (value: string) => string, value: unknown, by?: Seeds['by']) => {
    let parameter: string | undefined;
    filters.push({ code, by, narrows: true, where: (row) => `${row}.${condition((parameter ??= is(value)))}` });
  };
  const moment = (day: BusinessDate) => `${is(new Date(startOfDay(day, timeZone)).toISOString())}::timestamptz`;
  if (after) {
    const key = `(to_timestamp(${is(after.startedMs)}::float8 / 1000), ${is(after.contactId)}::text)`;
    place('n', (row) => `(${row}.started_at, ${row}.contact_id) < ${key}`);
  }
  const first = from && moment(from);
  const end = to && moment(addDays(to, 1));
  if (first) place('f', (row) => `${row}.started_at >= ${first}`);
  if (end) place('t', (row) => `${row}.started_at < ${end}`);
  if (channels) narrow('c', (any) => `channel = any(${any}::text[])`, channels, 'all');
  if (effective !== undefined) narrow('e', (value) => `effective = ${value}::boolean`, effective);
  if (clientId !== undefined) narrow('k', (id) => `client_id = ${id}::text`, clientId, 'client');
  if (staffId !== undefined) narrow('s', (id) => `staff_id = ${id}::text`, staffId, 'staff');
  if (unitIds) narrow('u', (any) => `unit_id = any(${any}::text[])`, unitIds, 'unit');
  return filters;
}

function placesOf(
  seeds: Seeds,
  channels: readonly string[],
  all: readonly Filter[],
  limit: number,
  is: (value: unknown) => string,
): string {
  const filters = all.filter(({ by }) => by !== seeds.by);
  if (seeds.by === 'keeper') return placesOfKeeper(is(seeds.id), filters, limit);
  if (seeds.by === 'all') return ranges(is(channels), page('c.channel = s.id', filters, limit));
  const ids = is(seeds.ids);
  if (seeds.ids.length === 1) return page(`c.${seeds.by}_id = (${ids}::text[])[1]`, filters, limit);
  return ranges(ids, page(`c.${seeds.by}_id = s.id`, filters, limit));
}

/** The places alone stand with the keeper; all else that is asked of a contact is in its row. */
function placesOfKeeper(id: string, filters: readonly Filter[], limit: number): string {
  const row = filters.some(({ narrows }) => narrows) ? 'join contact c on c.contact_id = k.contact_id' : '';
  const where = filters.map(({ narrows, where }) => `and ${where(narrows ? 'c' : 'k')}`).join(' ');
  return `
    select k.started_at, k.contact_id from kept_contact k ${row}
    where k.rm_id = ${id}::text ${where} order by k.started_at desc, k.contact_id desc limit ${limit}`;
}

function ranges(ids: string, range: string): string {
  return `select f.* from unnest(${ids}::text[]) s (id) cross join lateral (${range}) f`;
}

/** One index range, newest first, cut to a page. */
function page(seed: string, filters: readonly Filter[], limit: number): string {
  const where = filters.map((filter) => `and ${filter.where('c')}`).join(' ');
  return `select c.started_at, c.contact_id from contact c where ${seed} ${where} order by c.started_at desc, c.contact_id desc limit ${limit}`;
}

function nameOf(seeds: readonly Seeds[], filters: readonly Filter[], limit: number): string {
  const by = seeds.map((each) => ('ids' in each && each.ids.length === 1 ? `one-${each.by}` : each.by));
  return `contacts-${by.join('-')}-${filters.map(({ code }) => code).join('')}-${limit}`;
}
