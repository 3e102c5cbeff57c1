import type { On } from './deadline.js';

/** A deadline as it is stored, with its moment in epoch milliseconds. */
export interface DeadlineRow {
  readonly kind: string;
  readonly key: string;
  readonly atMs: number;
  readonly data: unknown;
  /** New with each registration and move: what was begun for an older one says nothing of this one. */
  readonly generation: string;
  readonly failures: number;
}

/** How an attempt ended. */
export interface Outcome extends Pick<DeadlineRow, 'kind' | 'key' | 'generation'> {
  readonly again: { readonly at: string; readonly data: unknown } | null;
}

export interface Failure extends Pick<DeadlineRow, 'kind' | 'key' | 'generation'> {
  readonly againInMs: number;
}

/**
 * When there is something to do: the first moment, epoch milliseconds, and in how many milliseconds a failed one is
 * tried again.
 */
export interface Next {
  readonly atMs: number | null;
  readonly retryInMs: number | null;
}

interface Moment {
  readonly key: string;
  readonly at: string;
}

/** Of several rows with one key the last one counts. */
export async function registerRows(
  on: On,
  kind: string,
  rows: readonly (Moment & { readonly data: unknown })[],
): Promise<void> {
  await on.query(REGISTER, [kind, JSON.stringify(lastOfKey(rows))], 'deadline-register');
}

/** As `registerRows`, for news that an attempt may have missed. */
export async function registerNewsRows(
  on: On,
  kind: string,
  rows: readonly (Moment & { readonly data: unknown })[],
): Promise<void> {
  await on.query(REGISTER_NEWS, [kind, JSON.stringify(lastOfKey(rows))], 'deadline-register-news');
}

export async function moveKeys(on: On, kind: string, rows: readonly Moment[]): Promise<ReadonlySet<string>> {
  const moved = await on.query<{ key: string }>(MOVE, [kind, JSON.stringify(lastOfKey(rows))], 'deadline-move');
  return new Set(moved.map(({ key }) => key));
}

export async function cancelKeys(
  on: On,
  kind: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, 'CANCELLED' | 'BEGUN'>> {
  const rows = await on.query<{ key: string; begun: boolean }>(CANCEL, [kind, keys], 'deadline-cancel');
  return new Map(rows.map(({ key, begun }) => [key, begun ? 'BEGUN' : 'CANCELLED']));
}

export async function nextOf(on: On, kinds: readonly string[]): Promise<Next> {
  return (await on.query<Next>(NEXT, [kinds], 'deadline-next'))[0]!;
}

/** Begins attempts at the deadlines of the first moment that has come, `most` at most, and answers them. */
export function begin(on: On, kinds: readonly string[], nowMs: number, most: number): Promise<DeadlineRow[]> {
  return on.query<DeadlineRow>(BEGIN, [kinds, new Date(nowMs).toISOString(), most], 'deadline-begin');
}

/** Writes down what was acted on. A deadline that was moved or cancelled meanwhile stays as it is now. */
export async function end(on: On, outcomes: readonly Outcome[]): Promise<void> {
  const rows = outcomes.map(({ again, ...row }) => ({ ...row, at: again?.at ?? null, data: again?.data ?? null }));
  if (rows.length > 0) await on.query(END, [JSON.stringify(rows)], 'deadline-end');
}

export async function fail(on: On, failures: readonly Failure[]): Promise<void> {
  if (failures.length > 0) await on.query(FAIL, [JSON.stringify(failures)], 'deadline-fail');
}

/** Forgets deadlines that were acted on more than so many days ago, `most` at most. Answers how many. */
export async function forget(on: On, days: number, most: number): Promise<number> {
  return (await on.query(FORGET, [days, most], 'deadline-forget')).length;
}

function lastOfKey<Row extends Moment>(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}

/** A row changes for another moment only, or for other data while it waits. */
const REGISTER = `
  insert into deadline (kind, key, at, data)
  select $1, key, at, data from json_to_recordset($2::json) as new (key text, at timestamptz, data jsonb)
  on conflict (kind, key) do update set at = excluded.at, data = excluded.data, generation = excluded.generation,
    begun_at = null, done_at = null, failures = 0, retry_at = null
  where deadline.at <> excluded.at or (deadline.done_at is null and deadline.data <> excluded.data)`;

/**
 * A row that waits stays: it is locked by now, so that who begins it sees what this transaction wrote. Behind one that
 * was begun comes another moment, since the same moment is the same command.
 */
const REGISTER_NEWS = `
  insert into deadline (kind, key, at, data)
  select $1, key, at, data from json_to_recordset($2::json) as new (key text, at timestamptz, data jsonb)
  on conflict (kind, key) do update
  set at = greatest(excluded.at, deadline.at + interval '1 millisecond'), data = excluded.data,
    generation = excluded.generation, begun_at = null, done_at = null, failures = 0, retry_at = null
  where deadline.begun_at is not null or deadline.done_at is not null or deadline.data <> excluded.data`;

const MOVE = `
  update deadline d set at = new.at, generation = nextval('deadline_generation'), begun_at = null, failures = 0, retry_at = null
  from json_to_recordset($2::json) as new (key text, at timestamptz)
  where d.kind = $1 and d.key = new.key and d.done_at is null and d.at <> new.at
  returning d.key`;

const CANCEL = `
  delete from deadline where kind = $1 and key = any($2) and done_at is null
  returning key, begun_at is not null as begun`;

const NEXT = `
  select (extract(epoch from (select min(at) from deadline where done_at is null and retry_at is null and kind = any($1))) * 1000)::float8
           as "atMs",
         (extract(epoch from (select min(retry_at) from deadline where done_at is null and kind = any($1)) - clock_timestamp()) * 1000)::float8
           as "retryInMs"`;

/**
 * What waits for another attempt holds nothing up. A row that is being moved or cancelled is waited for, and then
 * looked at again. The moment is asked for apart, so that its first rows come from the index in their order, however
 * many fall due with them.
 */
const BEGIN = `
  with first as (
    select at from deadline
    where done_at is null and kind = any($1) and at <= $2 and (retry_at is null or retry_at <= clock_timestamp())
    order by at limit 1
  ), due as (
    select d.kind, d.key from deadline d
    where d.at = (select at from first) and d.done_at is null and d.kind = any($1)
      and (d.retry_at is null or d.retry_at <= clock_timestamp())
    order by d.kind, d.key limit $3 for update of d
  )
  update deadline d set begun_at = clock_timestamp() from due where d.kind = due.kind and d.key = due.key
  returning d.kind, d.key, (extract(epoch from d.at) * 1000)::float8 as "atMs", d.data, d.generation::text, d.failures`;

/**
 * What a crash takes back of an end is acted on again: it need not wait for the disk. A beginning does, since
 * cancelling goes by it.
 */
const END = `
  update deadline d
  set done_at = case when o.at is null then clock_timestamp() end, at = coalesce(o.at, d.at), data = coalesce(o.data, d.data),
      generation = case when o.at is null then d.generation else nextval('deadline_generation') end,
      begun_at = null, failures = 0, retry_at = null
  from json_to_recordset($1::json) as o (kind text, key text, generation bigint, at timestamptz, data jsonb),
    set_config('synchronous_commit', 'off', true)
  where d.kind = o.kind and d.key = o.key and d.generation = o.generation`;

const FAIL = `
  update deadline d
  set failures = d.failures + 1, retry_at = clock_timestamp() + o."againInMs" * interval '1 millisecond'
  from json_to_recordset($1::json) as o (kind text, key text, generation bigint, "againInMs" float8),
    set_config('synchronous_commit', 'off', true)
  where d.kind = o.kind and d.key = o.key and d.generation = o.generation`;

const FORGET = `
  delete from deadline where (kind, key) in (
    select kind, key from deadline where done_at < clock_timestamp() - $1 * interval '1 day' limit $2)
  returning 1`;
