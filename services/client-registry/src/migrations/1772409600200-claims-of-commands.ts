import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All that a command asks before it gives a client to somebody, in one statement. See `PortfolioPlaces`. */
export class ClaimsOfCommands1772409600200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(PORTFOLIO_SIZE);
    await queryRunner.query(CLAIM_FOR_COMMANDS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function claim_for_commands, portfolio_size');
  }
}

/**
 * Of one relationship manager what `portfolio_sizes` tells of many. Those kept today are a range of an index, counted
 * as it is: only who is to come is looked up and told apart. In a function of its own settings, since some hundred rows
 * of a small bank look like a reason to read it whole.
 */
const PORTFOLIO_SIZE = `
  create function portfolio_size(rm text, but_for text) returns integer language plpgsql stable
    set enable_seqscan = off set enable_bitmapscan = off as $$
  begin
    return (select count(*) from client where client.rm_id = rm and client.client_id <> but_for)
      + (select count(distinct coming.client_id) from (
          select assignment.client_id from assignment
          where assignment.rm_id = rm and from_day > (select rolled_to from assignment_day)
          union all
          select claimed.client_id from portfolio_claim as claimed where claimed.rm_id = rm) as coming
        where coming.client_id <> but_for
          and not exists (select from client as kept where kept.client_id = coming.client_id and kept.rm_id = rm));
  end $$;`;

/**
 * Claims places as `claim_places` does, all of them or none. Answers each in the order asked. The answer is the size of
 * its portfolio where that has no room, how many others the portfolio holds where they may be more than a limit, and
 * what the command id was answered before. In a function, so that what is counted holds all that was committed while
 * the claim waited for its turn.
 */
const CLAIM_FOR_COMMANDS = `
  create function claim_for_commands(
    new_claim uuid, commands text[], rms text[], clients text[], hard_limit integer, actors text[], command_ids text[], above integer[])
  returns table (place integer, full_at integer, others integer, fingerprint text, rejection jsonb) language plpgsql as $$
  #variable_conflict use_column
  declare
    full_rms text[];
    full_sizes integer[];
  begin
    select array_agg(rm_id), array_agg(size) into full_rms, full_sizes from claim_places(new_claim, commands, rms, clients, hard_limit);
    return query select asked.place::integer, no_room.size,
        case when bound.rm_id is not null then portfolio_size(asked.rm_id, asked.client_id) end, answer.fingerprint, answer.rejection
      from unnest(rms, clients, actors, command_ids, above) with ordinality as asked (rm_id, client_id, actor, command_id, above, place)
      left join unnest(full_rms, full_sizes) as no_room (rm_id, size) on no_room.rm_id = asked.rm_id
      left join command_answer as answer on answer.actor = asked.actor and answer.command_id = asked.command_id
      left join portfolio_bound as bound on bound.rm_id = asked.rm_id and (bound.at_most > asked.above or not bound.counted);
  end $$;`;
