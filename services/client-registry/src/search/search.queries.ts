import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { PortfolioDay } from '../portfolio/portfolio-day.js';

/** Portfolios that one statement looks into: the next ones are looked into only where these do not fill the page. */
const PORTFOLIOS_AT_ONCE = 500;

/** Where a client stands among those found: by who keeps them, then by id. */
export interface SearchPlace {
  readonly rmId: string;
  readonly clientId: string;
}

export interface Search {
  /** Whose clients, in the order of their ids. */
  readonly rmIds: readonly string[];
  readonly terms: readonly [from: string, below: string];
  /** Clients that are found otherwise. */
  readonly without: readonly string[];
  readonly after: SearchPlace | null;
  /** Rows at most. */
  readonly limit: number;
}

/** Finds clients by their terms: a range of the index a portfolio, and no look at any client that does not match. */
@Injectable()
export class SearchQueries {
  constructor(
    private readonly database: Database,
    private readonly day: PortfolioDay,
  ) {}

  async find({ rmIds, terms, without, after, limit }: Search): Promise<SearchPlace[]> {
    await this.day.reached();
    const found: SearchPlace[] = [];
    const left = after === null ? rmIds : rmIds.filter((rmId) => rmId >= after.rmId);
    for (let at = 0; at < left.length && found.length < limit; at += PORTFOLIOS_AT_ONCE)
      found.push(
        ...(await this.database.query<SearchPlace>(
          FIND,
          [
            left.slice(at, at + PORTFOLIOS_AT_ONCE),
            ...terms,
            without,
            after?.rmId ?? '',
            after?.clientId ?? '',
            limit - found.length,
          ],
          'client-search',
        )),
      );
    return found;
  }
}

const FIND = `
  select found.rm_id as "rmId", found.client_id as "clientId"
  from unnest($1::text[]) as wanted (rm_id)
  cross join lateral (
    select distinct wanted.rm_id, client_id from client_search
    where client_search.rm_id = wanted.rm_id and term >= $2 and term < $3
      and client_id <> all($4::text[]) and (wanted.rm_id collate "C", client_id) > ($5, $6)
    order by client_id limit $7) as found
  order by found.rm_id collate "C", found.client_id limit $7`;
