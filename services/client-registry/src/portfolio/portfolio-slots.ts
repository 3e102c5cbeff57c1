import type { BusinessDate } from '@hengxin/contracts';
import { NotYetVisible, Progress } from '@hengxin/event-bus';
import { BatchedLookup, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { PORTFOLIO_HARD_LIMIT } from './assignment.rules.js';
import { type Asked, type AskedAlong, claimEach, type ClaimedSlot, type Slot, textOf } from './command-slots.js';
import { CLIENT } from '../client/client.projection.js';
import { ClaimsVacuum } from './claims-vacuum.js';
import { PortfolioDay } from './portfolio-day.js';

export type { AskedAlong, ClaimedSlot, Slot } from './command-slots.js';

/** A process that claimed this long ago and has stored nothing since has died: an append is given up within seconds. */
const CLAIMS_DIE_AFTER = '10 minutes';

/**
 * Rule 21: no portfolio passes its limit. That holds however many commands, imports and instances assign at the same
 * time, and however far the read model is behind. An assignment claims its place first; the claim counts until the read
 * model does.
 */
@Injectable()
export class PortfolioSlots {
  /**
   * Claims are made one after the other, and each waits for the disk: those of commands that come meanwhile are made
   * together.
   */
  private readonly places: BatchedLookup<Asked, ClaimedSlot>;
  private readonly vacuum: ClaimsVacuum;
  private asked = 0;

  constructor(
    private readonly database: Database,
    private readonly day: PortfolioDay,
    private readonly progress: Progress,
  ) {
    this.places = new BatchedLookup((asked) => this.claimEach(asked), textOf, { statements: 1, keys: 200 });
    this.vacuum = new ClaimsVacuum(database);
  }

  /** Claims one place under a name that this chooses, together with those that others ask for at the same time. */
  async claimOne(place: Slot, along: AskedAlong): Promise<ClaimedSlot> {
    return (await this.places.find({ place, along, number: this.asked++ }))!;
  }

  /**
   * Claims places under a name of its own, all or none. Answers the portfolios without room and their sizes; none: it
   * is done.
   */
  async claim(claim: string, places: readonly Slot[]): Promise<Map<string, number>> {
    if (places.length === 0) return new Map();
    await this.day.reached();
    this.vacuum.made(places.length);
    const columns = [
      places.map(({ command }) => command),
      places.map(({ rmId }) => rmId),
      places.map(({ clientId }) => clientId),
    ];
    return sizesOf(
      await this.database.query<SizeRow>(
        CLAIM_PLACES,
        [claim, ...columns, PORTFOLIO_HARD_LIMIT],
        'claim-places-of-file',
      ),
    );
  }

  /** Gives back places that nothing was stored for. */
  async release(claim: string, commands: readonly string[]): Promise<void> {
    if (commands.length > 0) await this.database.query(RELEASE, [claim, commands]);
  }

  /**
   * Gives back a place that an assignment stored earlier already fills; if that has yet to be projected, the projection
   * does it.
   */
  async releaseOnceProjected(claim: string, { command, clientId }: Slot, from: BusinessDate): Promise<void> {
    await this.database.query(RELEASE_PROJECTED, [claim, [command], clientId, from]);
  }

  /** Sizes that count all that was stored up to now, handovers to others too, and no claim of the dead. */
  async settledSizes(rmIds: readonly string[], timeoutMs: number): Promise<Map<string, number>> {
    await this.progress.caughtUp([CLIENT], timeoutMs);
    await this.database.query(FORGET_THE_DEAD, [rmIds, CLAIMS_DIE_AFTER]);
    return this.sizes(rmIds);
  }

  /**
   * Portfolios above a size. Those whose bounds say that they may be are counted, and counted again once the read model
   * has caught up: a client who was handed on is claimed for both until then. Where that takes too long such a client
   * is counted for neither.
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

  private async claimEach(asked: readonly Asked[]): Promise<Map<string, ClaimedSlot>> {
    await this.day.reached();
    this.vacuum.made(asked.length);
    return claimEach(this.database, asked);
  }

  /**
   * Clients that each keeps or is to keep, those on their way to the read model included, without one of them. Absent:
   * none.
   */
  async sizes(rmIds: readonly string[], exceptClientId: string | null = null): Promise<Map<string, number>> {
    await this.day.reached();
    return sizesOf(await this.database.query<SizeRow>(SIZES, [rmIds, exceptClientId], 'portfolio-sizes'));
  }
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
