import type { MigrationInterface } from 'typeorm';

/** What a migration asks of TypeORM's runner. */
interface Runner {
  query(sql: string): Promise<unknown>;
}

/**
 * Facts (client, contact, plan_item, unit_placement, staff_placement) and what is counted from them (rollup,
 * portfolio_level). Ids and scopes are compared byte by byte (collate "C"): the sort order of no language matters, and
 * it is quicker.
 */
export class Figures1767229200000 implements MigrationInterface {
  readonly name = 'Figures1767229200000';

  async up(runner: Runner): Promise<void> {
    await this.facts(runner);
    await this.organisation(runner);
    await this.figures(runner);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop function lock_tree(boolean)');
    for (const table of [
      'calendar_edition',
      'restatement',
      'portfolio_level',
      'rollup',
      'tree_change',
      'staff_placement',
      'unit_placement',
      'plan_item',
      'contact',
      'client',
    ])
      await runner.query(`drop table ${table}`);
  }

  private async facts(runner: Runner): Promise<void> {
    // The history of a client is a handful of changes: it lies in the row, so that a batch of contacts reads one row a
    // client.
    await runner.query(`
      create table client (
        client_id text collate "C" primary key,
        rate_days int[] not null default '{}',
        rates int[] not null default '{}',
        rm_days int[] not null default '{}',
        rm_ids text[] not null default '{}'
      )`);
    await runner.query(
      'alter table client alter rate_days set statistics 0, alter rates set statistics 0, alter rm_days set statistics 0',
    );
    await runner.query('create index client_rm on client using gin (rm_ids)');
    // at: the business day shifted by 28 bits, plus the moment within it, so that one number orders and cuts by day.
    await runner.query(`
      create table contact (
        at bigint not null,
        effective boolean not null,
        own boolean not null,
        client_id text collate "C" not null,
        contact_id text collate "C" not null,
        staff_id text collate "C" not null,
        unit_id text collate "C",
        rm_id text collate "C",
        rm_unit_id text collate "C",
        primary key (client_id, at, contact_id)
      )`);
    await runner.query('create index contact_staff on contact (staff_id, at)');
    await runner.query('create index contact_unit on contact (unit_id, at)');
    await runner.query('create index contact_at on contact (at)');
    await runner.query('create index contact_rm on contact (rm_id, at) where rm_id is not null');
    await runner.query('create index contact_rm_unit on contact (rm_unit_id, at) where rm_unit_id is not null');
    await runner.query(`
      create table plan_item (
        item_id text collate "C" primary key,
        staff_id text collate "C" not null,
        client_id text collate "C" not null,
        plan_day int not null,
        drawn boolean not null,
        status text not null check (status in ('OPEN', 'DONE', 'CANCELLED')),
        unit_id text collate "C",
        contact_id text collate "C",
        at bigint
      )`);
    await runner.query('create index plan_item_staff on plan_item (staff_id, plan_day)');
    await runner.query("create index plan_item_done_staff on plan_item (staff_id, at) where drawn and status = 'DONE'");
    await runner.query("create index plan_item_done_unit on plan_item (unit_id, at) where drawn and status = 'DONE'");
    await runner.query("create index plan_item_done on plan_item (at) where drawn and status = 'DONE'");
    await runner.query("create index plan_item_done_contact on plan_item (contact_id) where drawn and status = 'DONE'");
  }

  private async organisation(runner: Runner): Promise<void> {
    await runner.query(`
      create table unit_placement (
        unit_id text collate "C" not null,
        valid_from date not null,
        parent_id text collate "C",
        kind text not null,
        name text not null,
        seq bigint not null,
        primary key (unit_id, valid_from)
      )`);
    await runner.query(`
      create table staff_placement (
        staff_id text collate "C" not null,
        valid_from date not null,
        unit_id text collate "C" not null,
        role text not null,
        seq bigint not null,
        primary key (staff_id, valid_from)
      )`);
    await runner.query('create index unit_placement_seq on unit_placement (seq)');
    await runner.query('create index staff_placement_seq on staff_placement (seq)');
    // Each change of the tree has a stamp of its own: a process whose stamp is missing here holds a tree that never
    // was.
    await runner.query('create table tree_change (seq bigint primary key, stamp uuid not null)');
    // Which calendar of working days the figures hold, and whether the log has been counted with it to its end.
    await runner.query(`
      create table calendar_edition (
        one boolean primary key default true check (one),
        edition text not null,
        complete boolean not null
      )`);
    // Volatile: the version is read by a snapshot taken after the lock was granted, in one round trip.
    await runner.query(`
      create function lock_tree(p_exclusive boolean, out tree_seq bigint, out tree_stamp uuid, out calendar text) language plpgsql volatile as $$
      begin
        if p_exclusive then perform pg_advisory_xact_lock(hashtext(current_schema() || ' tree'));
        else perform pg_advisory_xact_lock_shared(hashtext(current_schema() || ' tree'));
        end if;
        select seq, stamp into tree_seq, tree_stamp from tree_change order by seq desc limit 1;
        select edition into calendar from calendar_edition;
      end $$`);
  }

  private async figures(runner: Runner): Promise<void> {
    // shard: one a partition of the source, so that partitions never wait for each other at head office's row. Queries
    // add them up.
    await runner.query(`
      create table rollup (
        touches bigint not null,
        contacts bigint not null,
        clients bigint not null,
        covered bigint not null,
        drawn bigint not null,
        done bigint not null,
        period_start date not null,
        grain smallint not null,
        shard smallint not null,
        scope text collate "C" not null,
        primary key (scope, grain, period_start, shard)
      ) with (fillfactor = 80)`);
    await runner.query(`
      create table portfolio_level (
        delta bigint not null,
        delta_days bigint not null,
        period_start date not null,
        grain smallint not null,
        shard smallint not null,
        scope text collate "C" not null,
        primary key (scope, grain, period_start, shard)
      ) with (fillfactor = 80)`);
    await runner.query(`
      create table restatement (
        seq bigint generated always as identity,
        at timestamptz not null,
        touches bigint not null,
        contacts bigint not null,
        clients bigint not null,
        covered bigint not null,
        period_start date not null,
        grain smallint not null,
        scope text collate "C" not null,
        cause text not null check (cause in ('LATE_CONTACT', 'CLIENT_CHANGED', 'ORGANISATION_CHANGED')),
        event_id text not null,
        contact_id text collate "C",
        primary key (scope, grain, period_start, seq)
      )`);
  }
}
