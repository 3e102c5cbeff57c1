import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Any number does; claims are made one after the other. */
const PLACES_LOCK = 7_220_115;

/** What holds the limit of a portfolio while assignments are on their way to the read model. See `PortfolioPlaces`. */
export class PortfolioPlaces1772409600100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CLAIM);
    await queryRunner.query(BOUND);
    await queryRunner.query(SIZES);
    await queryRunner.query(CLAIM_PLACES);
    await queryRunner.query(DOUBT_BOUNDS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function claim_places, doubt_bounds, portfolio_sizes');
    await queryRunner.query('drop table portfolio_claim, portfolio_bound');
  }
}

/**
 * Assignments that are about to be stored, or were stored and have yet to reach the read model. The projection deletes
 * them by the command that made the event; a claim is one attempt at such commands.
 */
const CLAIM = `
  create table portfolio_claim (
    command_key text collate "C",
    claim uuid,
    rm_id text collate "C" not null,
    client_id text collate "C" not null,
    claimed_at timestamptz not null default now(),
    primary key (command_key, claim)
  );
  create index portfolio_claim_by_rm on portfolio_claim (rm_id);`;

/**
 * No portfolio is ever larger than its bound, claims included. It only grows, until it meets the limit and is counted
 * again. So a claim far from the limit counts nothing. Not counted: the bound is unknown.
 */
const BOUND = `
  create table portfolio_bound (
    rm_id text collate "C" primary key,
    at_most integer not null,
    counted boolean not null default false
  ) with (fillfactor = 50);`;

/**
 * Clients that each relationship manager keeps today, is to keep, or is claimed for, without one of them. One without
 * clients is absent.
 */
const SIZES = `
  create function portfolio_sizes(rms text[], but_for text) returns table (rm_id text, size integer) language sql stable as $$
    select kept.rm_id, count(distinct kept.client_id)::integer
    from (
      select client.rm_id, client.client_id from client where client.rm_id = any(rms)
      union all
      select assignment.rm_id, assignment.client_id from assignment
      where assignment.rm_id = any(rms) and from_day > (select rolled_to from assignment_day)
      union all
      select claimed.rm_id, claimed.client_id from portfolio_claim as claimed where claimed.rm_id = any(rms)) as kept
    where kept.client_id is distinct from but_for
    group by kept.rm_id
  $$;`;

/**
 * Claims places, all of them or none. Answers the portfolios that have no room, with their sizes. Claims are made one
 * after the other; each statement sees what was committed while this one waited for its turn.
 */
const CLAIM_PLACES = `
  create function claim_places(new_claim uuid, commands text[], rms text[], clients text[], hard_limit integer)
  returns table (rm_id text, size integer) language plpgsql as $$
  #variable_conflict use_column
  declare
    doubtful text[];
    full_ones text[];
  begin
    perform pg_advisory_xact_lock(${PLACES_LOCK});
    insert into portfolio_claim (command_key, claim, rm_id, client_id)
      select command, new_claim, rm, client from unnest(commands, rms, clients) as asked (command, rm, client);
    with claimed as (
      insert into portfolio_bound as bound (rm_id, at_most)
        select rm, count(*) from unnest(rms) as each (rm) group by rm
        on conflict (rm_id) do update set at_most = bound.at_most + excluded.at_most
        returning rm_id, at_most, counted)
    select array_agg(claimed.rm_id) into doubtful from claimed where not claimed.counted or claimed.at_most > hard_limit;
    if doubtful is null then return; end if;

    update portfolio_bound as bound set at_most = actual.size, counted = true
      from portfolio_sizes(doubtful, null) as actual where bound.rm_id = actual.rm_id;
    select array_agg(bound.rm_id) into full_ones from portfolio_bound as bound where bound.rm_id = any(doubtful) and bound.at_most > hard_limit;
    if full_ones is null then return; end if;

    delete from portfolio_claim as mine where mine.claim = new_claim and mine.command_key = any(commands);
    return query select asked.rm, coalesce(actual.size, 0)
      from unnest(full_ones) as asked (rm) left join portfolio_sizes(full_ones, null) as actual on actual.rm_id = asked.rm;
  end $$;`;

/** Makes the next claim on these portfolios count them again; null: on any. */
const DOUBT_BOUNDS = `
  create function doubt_bounds(rms text[]) returns void language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(${PLACES_LOCK});
    update portfolio_bound set counted = false where rms is null or rm_id = any(rms);
  end $$;`;
