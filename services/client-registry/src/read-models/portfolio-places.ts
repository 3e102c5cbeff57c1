import { randomUUID } from 'node:crypto';
import type { BusinessDate } from '@hengxin/contracts';
import { NotYetVisible, Progress } from '@hengxin/event-bus';
import { BatchedLookup, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { PORTFOLIO_HARD_LIMIT } from '../domain/assignment.js';
import { CLIENT } from './client.consumers.js';
import { PortfolioDay } from './portfolio-day.js';

/** A client whom a command is to give to a relationship manager. */
export interface Place {
  /** See `commandKey`. */
  readonly command: string;
  readonly rmId: string;
  readonly clientId: string;
}

/** A place that a command asked for: under which name it is claimed, or how large the portfolio without room is. */
export interface ClaimedPlace {
  readonly claim: string;
  /** Null: it is claimed. */
  readonly fullAt: number | null;
}

interface Asked {
  readonly place: Place;
  readonly number: number;
}

interface SizeAsked {
  readonly size: number;
  readonly rmId: string;
  readonly exceptClientId: string;
}

/** Whoever claimed this long ago and has stored nothing since has died: an append is given up within seconds. */
const CLAIMS_DIE_AFTER = '10 minutes';

/**
 * Rule 21: no portfolio passes its limit, however many commands and imports assign at the same time in however many instances, and
 * however far the read model is behind. Whoever assigns claims the place first; the claim counts until the read model does.
 */
@Injectable()
export class PortfolioPlaces {
  /** Claims are made one after the other, and each waits for the disk: those of commands that come meanwhile are made together. */
  private readonly places: BatchedLookup<Asked, ClaimedPlace>;
  private readonly sizesAbove: BatchedLookup<SizeAsked, number>;
  private asked = 0;

  constructor(
    private readonly database: Database,
    private readonly day: PortfolioDay,
    private readonly progress: Progress,
  ) {
    this.places = new BatchedLookup((asked) => this.claimEach(asked), textOf, { statements: 1, keys: 200 });
    this.sizesAbove = new BatchedLookup((asked) => this.countAbove(asked), textOfSize);
  }

  /** Claims one place under a name that this chooses, together with those that others ask for at the same time. */
  async claimOne(place: Place): Promise<ClaimedPlace> {
    return (await this.places.find({ place, number: this.asked++ }))!;
  }

  /** Claims places under a name of its own, all or none. Answers the portfolios without room and their sizes; none: it is done. */
  async claim(claim: string, places: readonly Place[]): Promise<Map<string, number>> {
    if (places.length === 0) return new Map();
    await this.day.reached();
    const columns = [places.map(({ command }) => command), places.map(({ rmId }) => rmId), places.map(({ clientId }) => clientId)];
    return sizesOf(await this.database.query<SizeRow>(CLAIM_PLACES, [claim, ...columns, PORTFOLIO_HARD_LIMIT], 'claim-places'));
  }

  /** Gives back places that nothing was stored for. */
  async release(claim: string, commands: readonly string[]): Promise<void> {
    if (commands.length > 0) await this.database.query(RELEASE, [claim, commands]);
  }

  /** Gives back a place that an assignment stored earlier already fills; if that has yet to be projected, the projection does it. */
  async releaseOnceProjected(claim: string, { command, clientId }: Place, from: BusinessDate): Promise<void> {
    await this.database.query(RELEASE_PROJECTED, [claim, [command], clientId, from]);
  }

  /** Sizes that count all that was stored up to now, handovers to others too, and no claim of the dead. */
  async settledSizes(rmIds: readonly string[], timeoutMs: number): Promise<Map<string, number>> {
    await this.progress.caughtUp([CLIENT], timeoutMs);
    await this.database.query(FORGET_THE_DEAD, [rmIds, CLAIMS_DIE_AFTER]);
    return this.sizes(rmIds);
  }

  /**
   * Portfolios above a size: those whose bounds say that they may be are counted, and counted again once the read model has caught up,
   * since a client who was handed on is claimed for both until then. Where that takes too long such a client is counted for neither.
   */
  async above(size: number, timeoutMs: number): Promise<PortfoliosAbove> {
    await this.day.reached();
    const mayBe = sizesOf(await this.database.query<SizeRow>(MAY_BE_ABOVE, [size], 'portfolios-above'));
    const rmIds = [...mayBe.keys()];
    if (rmIds.length === 0) return { sizes: mayBe, exact: true };
    try {
      const settled = await this.settledSizes(rmIds, timeoutMs);
      return { sizes: new Map([...settled].filter(([, kept]) => kept > size)), exact: true };
    } catch (error) {
      if (!(error instanceof NotYetVisible)) throw error;
      return {
        sizes: sizesOf(await this.database.query<SizeRow>(ABOVE_AT_LEAST, [size, rmIds], 'portfolios-above-at-least')),
        exact: false,
      };
    }
  }

  /** The size of a portfolio, but for one client, where its bound says that it may be above a size; else 0, and nothing is counted. */
  async sizeIfAbove(size: number, rmId: string, exceptClientId: string): Promise<number> {
    await this.day.reached();
    return (await this.sizesAbove.find({ size, rmId, exceptClientId })) ?? 0;
  }

  private async countAbove(asked: readonly SizeAsked[]): Promise<Map<string, number>> {
    const columns = [asked.map(({ rmId }) => rmId), asked.map(({ exceptClientId }) => exceptClientId), asked.map(({ size }) => size)];
    const rows = await this.database.query<{ place: number; size: number }>(SIZES_IF_ABOVE, columns, 'portfolio-sizes-if-above');
    return new Map(rows.map(({ place, size }) => [textOfSize(asked[place - 1]!), size]));
  }

  private async claimEach(asked: readonly Asked[]): Promise<Map<string, ClaimedPlace>> {
    const claimed = new Map<string, ClaimedPlace>();
    for (const round of roundsOf(asked)) {
      const claim = randomUUID();
      const places = round.map(({ place }) => place);
      const full = await this.claim(claim, places);
      // All or none: where one has no room, each is asked for by itself.
      if (full.size > 0 && round.length > 1)
        for (const each of round) for (const [text, answer] of await this.claimEach([each])) claimed.set(text, answer);
      else
        for (const each of round) claimed.set(textOf(each), { claim, fullAt: full.size === 0 ? null : (full.get(each.place.rmId) ?? 0) });
    }
    return claimed;
  }

  /** Clients that each keeps or is to keep, those on their way to the read model included, but for one. Absent: none. */
  async sizes(rmIds: readonly string[], exceptClientId: string | null = null): Promise<Map<string, number>> {
    await this.day.reached();
    return sizesOf(await this.database.query<SizeRow>(SIZES, [rmIds, exceptClientId], 'portfolio-sizes'));
  }
}

const textOfSize = ({ size, rmId, exceptClientId }: SizeAsked): string => JSON.stringify([size, rmId, exceptClientId]);
const textOf = ({ number }: Asked): string => String(number);

/** So that no command stands in a round twice: each of its calls has a claim of its own, to be given back by itself. */
function roundsOf(asked: readonly Asked[]): Asked[][] {
  const rounds: Asked[][] = [];
  const times = new Map<string, number>();
  for (const each of asked) {
    const round = times.get(each.place.command) ?? 0;
    times.set(each.place.command, round + 1);
    (rounds[round] ??= []).push(each);
  }
  return rounds;
}

/** Portfolios above a size. Not exact: each holds at least so many. */
export interface PortfoliosAbove {
  readonly sizes: ReadonlyMap<string, number>;
  readonly exact: boolean;
}

interface SizeRow {
  readonly rm_id: string;
  readonly size: number;
}

function sizesOf(rows: readonly SizeRow[]): Map<string, number> {
  return new Map(rows.map(({ rm_id, size }) => [rm_id, size]));
}

const CLAIM_PLACES = 'select rm_id, size from claim_places($1, $2, $3, $4, $5)';
const SIZES = 'select rm_id, size from portfolio_sizes($1, $2)';
const SIZES_IF_ABOVE = `
  select asked.place::integer, counted.size
  from unnest($1::text[], $2::text[], $3::integer[]) with ordinality as asked (rm_id, but_for, above, place)
    join portfolio_bound as bound on bound.rm_id = asked.rm_id and (bound.at_most > asked.above or not bound.counted)
    cross join lateral portfolio_sizes(array[asked.rm_id], asked.but_for) as counted`;
const MAY_BE_ABOVE = `
  select counted.rm_id, counted.size
  from portfolio_sizes((select array_agg(rm_id) from portfolio_bound where at_most > $1 or not counted), null) as counted
  where counted.size > $1`;
const ABOVE_AT_LEAST = `
  select kept.rm_id, count(distinct kept.client_id)::integer as size
  from (
    select rm_id, client_id from client where rm_id = any($2)
    union all
    select rm_id, client_id from assignment where rm_id = any($2) and from_day > (select rolled_to from assignment_day)
    union all
    select rm_id, client_id from portfolio_claim where rm_id = any($2)) as kept
  where not exists (
    select from portfolio_claim as other where other.client_id = kept.client_id and other.rm_id is distinct from kept.rm_id)
  group by kept.rm_id having count(distinct kept.client_id) > $1`;
const RELEASE = 'delete from portfolio_claim where claim = $1 and command_key = any($2)';
const RELEASE_PROJECTED = `${RELEASE} and exists (
  select from assignment where assignment.client_id = $3 and assignment.from_day = $4 and assignment.rm_id = portfolio_claim.rm_id)`;
const FORGET_THE_DEAD = 'delete from portfolio_claim where rm_id = any($1) and claimed_at < now() - $2::interval';
