import { TIERS, type Tier } from '@hengxin/contracts';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { PortfolioDay } from '../portfolio/portfolio-day.js';
import { ClientConditions, type FilterDay } from '../segment/client-conditions.queries.js';
import { conditionsOf, type SegmentFilter } from '../segment/segment-filter.rules.js';

/** Where a client stands in the order "longest without contact first": never contacted, then by time; ties by id. */
export interface ClientCursor {
  readonly clientId: string;
  /** Epoch ms; null for never. */
  readonly lastContactMs: number | null;
}

export interface ClientSearch {
  /** Clients of these relationship managers; `ALL`: every client of the bank, also those whom nobody keeps. */
  readonly rmIds: 'ALL' | readonly string[];
  readonly tiers: readonly Tier[] | null;
  /** Only clients whose last contact began before this moment (epoch ms), or who never had one. */
  readonly lastContactBeforeMs: number | null;
  readonly after: ClientCursor | null;
  /** Rows at most. */
  readonly limit: number;
}

/** A search by any condition: it may look at each client of these portfolios, and at no other. */
export interface FilteredSearch extends Pick<ClientSearch, 'after' | 'limit'> {
  readonly rmIds: readonly string[];
  readonly filter: SegmentFilter;
  readonly day: FilterDay;
}

/**
 * Searches that cost what the page costs, and never a pass over the clients of the bank: every probe below is an index
 * range.
 */
@Injectable()
export class ClientsQueries {
  constructor(
    private readonly database: Database,
    private readonly day: PortfolioDay,
  ) {}

  async longestWithoutContact(search: ClientSearch): Promise<ClientCursor[]> {
    if (search.tiers?.length === 0 || search.rmIds.length === 0) return [];
    await this.day.reached();
    const { lastContactBeforeMs: before } = search;
    const bounds = [...placeOf(search), before === null ? 'infinity' : new Date(before).toISOString(), search.limit];
    if (search.rmIds === 'ALL')
      return this.database.query(OF_THE_BANK, [...bounds, search.tiers ?? TIERS], 'clients-of-the-bank');
    if (search.tiers)
      return this.database.query(OF_RMS_IN_TIERS, [...bounds, search.rmIds, search.tiers], 'clients-of-rms-in-tiers');
    return this.database.query(OF_RMS, [...bounds, search.rmIds], 'clients-of-rms');
  }

  /** The clients of these portfolios for whom a filter holds, in the same order. */
  async matching({ rmIds, filter, day, ...page }: FilteredSearch): Promise<ClientCursor[]> {
    if (rmIds.length === 0) return [];
    await this.day.reached();
    const conditions = new ClientConditions(day, [...placeOf(page), page.limit, rmIds]);
    const condition = conditions.of(filter);
    return this.database.query(matchingSql(condition, conditions.joined), conditions.values);
  }

  /**
   * How many clients of these portfolios each filter holds for: one look at each of them for as many filters as have
   * 200 conditions together, so that no statement takes long because others are asked with it.
   */
  async counts(rmIds: readonly string[], filters: readonly SegmentFilter[], day: FilterDay): Promise<number[]> {
    if (rmIds.length === 0) return filters.map(() => 0);
    await this.day.reached();
    const counts: number[] = [];
    for (const together of inStatements(filters)) counts.push(...(await this.counted(rmIds, together, day)));
    return counts;
  }

  private async counted(
    rmIds: readonly string[],
    filters: readonly SegmentFilter[],
    day: FilterDay,
  ): Promise<readonly number[]> {
    const conditions = new ClientConditions(day, [rmIds]);
    const counted = filters.map((filter) => `count(*) filter (where ${conditions.of(filter)})`);
    const sql = `select array[${counted.join(', ')}]::integer[] as counts ${OF_PORTFOLIOS} ${conditions.joined}`;
    const [row] = await this.database.query<{ counts: number[] }>(sql, conditions.values);
    return row!.counts;
  }
}

/** Conditions of one statement at most, where it counts more filters than one. */
const CONDITIONS_A_STATEMENT = 200;

/** Filters in their order, so many together as one statement counts. */
function inStatements(filters: readonly SegmentFilter[]): SegmentFilter[][] {
  const statements: SegmentFilter[][] = [];
  let left = 0;
  for (const filter of filters) {
    const conditions = conditionsOf(filter);
    if (statements.length === 0 || conditions > left) {
      statements.push([]);
      left = CONDITIONS_A_STATEMENT;
    }
    statements.at(-1)!.push(filter);
    left -= conditions;
  }
  return statements;
}

/** The place after which a page goes on. */
function placeOf({ after }: Pick<ClientSearch, 'after'>): [string, string] {
  const moment = after?.lastContactMs == null ? '-infinity' : new Date(after.lastContactMs).toISOString();
  return [moment, after?.clientId ?? ''];
}

/**
 * A portfolio is read whole before a condition is looked at: `offset 0` keeps the planner from another index, by which
 * it would go through the clients of the bank.
 */
const portfolioOf = (within: string) =>
  `(select * from client where client.rm_id = wanted.rm_id and ${within} offset 0) as c`;

const OF_PORTFOLIOS = `from unnest($1::text[]) as wanted (rm_id) cross join lateral ${portfolioOf('true')}`;

/** $1, $2: the place after which to go on; $3: rows; $4: whose clients. */
const matchingSql = (condition: string, joined: string) => `
  select page.client_id as "clientId",
    case when isfinite(page.last_contact_at) then (extract(epoch from page.last_contact_at) * 1000)::float8 end as "lastContactMs"
  from unnest($4::text[]) as wanted (rm_id)
  cross join lateral (
    select c.last_contact_at, c.client_id
    from ${portfolioOf('(last_contact_at, client_id) > ($1::timestamptz, $2)')} ${joined}
    where ${condition}
    order by c.last_contact_at, c.client_id limit $3) as page
  order by page.last_contact_at, page.client_id limit $3`;

const PLACE = `client_id as "clientId",
    case when isfinite(last_contact_at) then (extract(epoch from last_contact_at) * 1000)::float8 end as "lastContactMs"`;

/** $1, $2: the place after which to go on; $3: last contact before; $4: rows. */
const WITHIN = '(last_contact_at, client_id) > ($1::timestamptz, $2) and last_contact_at < $3::timestamptz';

const OF_THE_BANK = `
  select ${PLACE}
  from unnest($5::text[]) as wanted (tier)
  cross join lateral (
    select last_contact_at, client_id from client
    where client.tier = wanted.tier and ${WITHIN}
    order by last_contact_at, client_id limit $4) as probe
  order by last_contact_at, client_id limit $4`;

/**
 * Two steps. First the head of each portfolio: only the portfolios with the earliest heads can hold any row of the
 * page. Then the page out of those. So a branch of 10,000 relationship managers costs 10,000 one-row probes, not 10,000
 * pages.
 */
const twoSteps = (portfolios: string, portfolio: string, columns: string) => `
  with portfolio as (
    select ${columns}, head.*
    from ${portfolios}
    cross join lateral (
      select last_contact_at, client_id from client
      where ${portfolio} and ${WITHIN}
      order by last_contact_at, client_id limit 1) as head
    order by last_contact_at, client_id limit $4)
  select page.client_id as "clientId",
    case when isfinite(page.last_contact_at) then (extract(epoch from page.last_contact_at) * 1000)::float8 end as "lastContactMs"
  from portfolio as wanted
  cross join lateral (
    select last_contact_at, client_id from client
    where ${portfolio} and ${WITHIN}
    order by last_contact_at, client_id limit $4) as page
  order by page.last_contact_at, page.client_id limit $4`;

const OF_RMS = twoSteps('unnest($5::text[]) as wanted (rm_id)', 'client.rm_id = wanted.rm_id', 'wanted.rm_id');

const OF_RMS_IN_TIERS = twoSteps(
  '(unnest($5::text[]) as rms (rm_id) cross join unnest($6::text[]) as tiers (tier)) as wanted',
  'client.rm_id = wanted.rm_id and client.tier = wanted.tier',
  'wanted.rm_id, wanted.tier',
);
