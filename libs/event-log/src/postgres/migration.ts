import type pg from 'pg';
import { bearLosses, checkedSchema } from './connection.js';

/** Any service may come first: one lock for all of them. */
const MIGRATION_LOCK = 0x68_65_6e_67;

/**
 * Creates or updates the log's tables. Idempotent, and safe when many processes start at once. Also notices that the
 * log now lives in another cluster or timeline (restored, promoted) and begins a new epoch, since transaction ids may
 * restart there.
 */
export async function migrateEventLog(pool: pg.Pool, schemaName = 'event_log'): Promise<void> {
  const schema = checkedSchema(schemaName);
  bearLosses(pool);
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [MIGRATION_LOCK, schema]);
    await client.query(tables(schema));
    await client.query(indexes(schema));
    await client.query(storedAsWritten(schema));
    await client.query(withoutStatistics(schema));
    await client.query(appendFunction(schema));
    await client.query(readFunctions(schema));
    await beginEpochIfMoved(client, schema);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * The order of the log is (epoch, xid, seq). `xid` is the appending transaction: readers stay below the oldest one
 * still running, so that nothing can commit behind them.
 */
const tables = (schema: string) => `
  create schema if not exists ${schema};
  create table if not exists ${schema}.epochs (
    epoch int primary key,
    home text not null,
    began_at timestamptz not null default now()
  );
  create table if not exists ${schema}.events (
    epoch int not null default 1,
    xid xid8 not null default pg_current_xact_id(),
    seq bigint generated always as identity,
    stream text not null,
    category text not null generated always as (split_part(stream, '-', 1)) stored,
    revision int not null,
    id uuid not null,
    type text not null,
    version int not null,
    data json not null,
    meta json not null,
    recorded_at timestamptz not null default now(),
    constraint events_place primary key (stream, revision),
    constraint events_id unique (id)
  );
`;

/**
 * Not by `if not exists`, which waits for every append under way, and makes those behind it wait, only to find the
 * index there.
 */
const indexes = (schema: string) => `
  do $$ begin
    if to_regclass('${schema}.events_order') is null then
      create index events_order on ${schema}.events (epoch, xid, seq);
    end if;
    if to_regclass('${schema}.events_order_in_category') is null then
      create index events_order_in_category on ${schema}.events (category, epoch, xid, seq);
    end if;
  end $$;
`;

/**
 * Events are kept as the text they were written in: nobody looks into them here, and taking a jsonb apart and putting
 * it together again is half of what reading it costs. Logs of before are rewritten once.
 */
const storedAsWritten = (schema: string) => `
  do $$ begin
    if exists (select from pg_attribute where attrelid = '${schema}.events'::regclass and attname = 'data' and atttypid = 'jsonb'::regtype) then
      alter table ${schema}.events alter column data type json using data::json, alter column meta type json using meta::json;
    end if;
  end $$;
`;

/**
 * Nobody searches by these: gathering their statistics, again and again as a log grows, costs as much as all the
 * others'.
 */
const withoutStatistics = (schema: string) => `
  do $$ begin
    if exists (select from pg_attribute where attrelid = '${schema}.events'::regclass and attname = 'data' and coalesce(attstattarget, -1) <> 0) then
      alter table ${schema}.events alter data set statistics 0, alter meta set statistics 0, alter id set statistics 0,
        alter version set statistics 0, alter recorded_at set statistics 0;
    end if;
  end $$;
`;

/**
 * Appends of many callers in one statement and one commit. The locks are taken before the transaction has an xid. A
 * transaction that waits for a stream gets a higher xid than the one it waited for, so a stream's revisions follow the
 * order of the log. The hash of each stream is its lock: with a few thousand locks for all streams, two groups of a
 * hundred would nearly always wait for each other. `MAX_APPENDS_A_GROUP` bounds what a group takes of the server's lock
 * table.
 *
 * `p_of` gives each event the number of its append, from 1. Data and meta come as JSON texts joined by the control
 * character 1E, which JSON escapes: parsing and quoting an array of them costs both sides a tenth of everything.
 * Answers the epoch, the xid, the serial numbers of the stored events in order, and the revision each append found.
 */
const appendFunction = (schema: string) => `
  create or replace function ${schema}.append_batch(
    p_streams text[], p_expected int[],
    p_of int[], p_revisions int[], p_ids uuid[], p_types text[], p_versions int[], p_data text, p_meta text,
    out o_epoch int, out o_xid xid8, out o_seqs bigint[], out o_actual int[]
  ) language plpgsql set search_path = ${schema}, pg_catalog as $$
  begin
    perform pg_advisory_xact_lock(${MIGRATION_LOCK + 1}, lock.hash)
      from (select distinct hashtext('${schema}.' || s) as hash from unnest(p_streams) s order by 1) lock;
    select array_agg(coalesce((select e.revision from events e where e.stream = s.stream order by e.revision desc limit 1), -1) order by s.ord)
      into o_actual from unnest(p_streams) with ordinality s (stream, ord);
    with stored as (
      insert into events (stream, revision, id, type, version, data, meta)
      select p_streams[n.of], n.revision, n.id, n.type, n.version, n.data::json, n.meta::json
        from unnest(p_of, p_revisions, p_ids, p_types, p_versions, string_to_array(p_data, E'\\x1e'), string_to_array(p_meta, E'\\x1e'))
          with ordinality n (of, revision, id, type, version, data, meta, ord)
        where o_actual[n.of] = p_expected[n.of]
        order by n.ord
      returning epoch, xid, seq
    ) select max(epoch), max(xid), array_agg(seq order by seq) into o_epoch, o_xid, o_seqs from stored;
  end $$;
`;

/**
 * What subscriptions read. Functions, so that their settings hold on any connection: a plan made while the table was
 * small must not scan it once it is large. The category inside the compared row leaves one index to choose; of each
 * category no more than a page is read. Stable: all of a call sees one snapshot.
 *
 * `next_page` looks at `p_limit` events at most and gives those of the wanted types, and the last of a full page to go
 * on from; the others' texts never leave the table. `page`, its forerunner, gave them all.
 */
const readFunctions = (schema: string) => {
  const settings = `language plpgsql stable set search_path = ${schema}, pg_catalog
    set enable_seqscan = off set enable_bitmapscan = off set max_parallel_workers_per_gather = 0`;
  const settled = `((select max(epoch) from epochs), pg_snapshot_xmin(pg_current_snapshot()))`;
  const last = (where: string) =>
    `select e.epoch, e.xid, e.seq from events e ${where} order by e.epoch desc, e.xid desc, e.seq desc limit 1`;
  const isWanted = `(cardinality(p_types) = 0 or e.type = any(p_types))`;
  const columns = `e.stream, e.revision, e.id, e.type, e.version,
    case when ${isWanted} then e.data end as data, case when ${isWanted} then e.meta end as meta, e.recorded_at, e.epoch, e.xid, e.seq`;
  const page = (looked: string) => `
      return query select e.stream, e.revision, e.id, e.type, e.version, e.data, e.meta,
          date_part('epoch', e.recorded_at) * 1000, e.epoch, e.xid, e.seq, e.nth, null::boolean
        from (select e.*, row_number() over (order by e.epoch, e.xid, e.seq)::int as nth from (${looked}) e) e
        where e.data is not null or e.nth = p_limit order by e.epoch, e.xid, e.seq;`;
  return `
  create or replace function ${schema}.head() returns table (epoch int, xid xid8, seq bigint) ${settings} as $$
  #variable_conflict use_column
  begin return query ${last(`where (e.epoch, e.xid) < ${settled}`)}; end $$;

  create or replace function ${schema}.tip() returns table (epoch int, xid xid8, seq bigint) ${settings} as $$
  #variable_conflict use_column
  begin return query ${last('')}; end $$;

  create or replace function ${schema}.tip_of(p_categories text[]) returns table (epoch int, xid xid8, seq bigint) ${settings} as $$
  #variable_conflict use_column
  begin return query select e.epoch, e.xid, e.seq from unnest(p_categories) c (name) cross join lateral (
      select e.epoch, e.xid, e.seq from events e where e.category = c.name
      order by e.category desc, e.epoch desc, e.xid desc, e.seq desc limit 1
    ) e order by e.epoch desc, e.xid desc, e.seq desc limit 1; end $$;

  drop function if exists ${schema}.page;
  create or replace function ${schema}.next_page(
    p_epoch int, p_xid xid8, p_seq bigint, p_categories text[], p_types text[], p_limit int
  ) returns table (
    stream text, revision int, id uuid, type text, version int, data json, meta json, recorded_ms float8,
    epoch int, xid xid8, seq bigint, nth int, unsettled boolean
  ) ${settings} as $$
  #variable_conflict use_column
  begin
    return query select null::text, null::int, null::uuid, null::text, null::int, null::json, null::json, null::float8,
        last.epoch, last.xid, last.seq, null::int, pg_snapshot_xmin(pg_current_snapshot()) <> pg_snapshot_xmax(pg_current_snapshot())
      from (select) one left join (${last(`where (e.epoch, e.xid) < ${settled}`)}) last on true;
    if cardinality(p_categories) = 0 then${page(`
          select ${columns} from events e
          where (e.epoch, e.xid, e.seq) > (p_epoch, p_xid, p_seq) and (e.epoch, e.xid) < ${settled}
          order by e.epoch, e.xid, e.seq limit p_limit`)}
    else${page(`
          select e.* from unnest(p_categories) c (name) cross join lateral (
            select ${columns} from events e
            where (e.category, e.epoch, e.xid, e.seq) > (c.name, p_epoch, p_xid, p_seq) and (e.category, e.epoch, e.xid) < (c.name, ${settled.slice(1)}
            order by e.category, e.epoch, e.xid, e.seq limit p_limit
          ) e order by e.epoch, e.xid, e.seq limit p_limit`)}
    end if;
  end $$;
`;
};

async function beginEpochIfMoved(client: pg.PoolClient, schema: string): Promise<void> {
  const moved = await client.query<{ epoch: number; home: string }>(`
    with here as (select s.system_identifier || '/' || c.timeline_id as home from pg_control_system() s, pg_control_checkpoint() c),
         last as (select epoch, home from ${schema}.epochs order by epoch desc limit 1)
    select coalesce(last.epoch, 0) + 1 as epoch, here.home from here left join last on true where last.home is distinct from here.home`);
  const next = moved.rows[0];
  if (!next) return;
  await client.query(`insert into ${schema}.epochs (epoch, home) values ($1, $2)`, [next.epoch, next.home]);
  await client.query(`alter table ${schema}.events alter column epoch set default ${Number(next.epoch)}`);
}
