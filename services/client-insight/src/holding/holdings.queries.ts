import type { BusinessDate, HoldingRow } from '@hengxin/contracts';
import { BatchedLookup, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { BalanceRow } from './balances.rules.js';

/** Holdings of one client that are read at most: more than any client of a bank has. */
const HOLDINGS_MOST = 500;

/** A client whom the registry has not told of, and what was told of it. */
export interface KeptAside {
  readonly clientId: string;
  readonly rows: number;
  readonly firstDay: BusinessDate;
  readonly lastDay: BusinessDate;
}

/** What was told of clients. Look-ups at the same time share a statement. */
@Injectable()
export class HoldingsQueries {
  private readonly lookup: BatchedLookup<string, readonly HoldingRow[]>;

  constructor(private readonly database: Database) {
    this.lookup = new BatchedLookup((clientIds) => this.load(clientIds));
  }

  /** The newest row of each holding of a client, closed ones too. */
  async newestOf(clientId: string): Promise<readonly HoldingRow[]> {
    return (await this.lookup.find(clientId)) ?? [];
  }

  /** The rows of some days, and of each holding the one that stands on the first of them. */
  rowsOf(clientId: string, from: BusinessDate, to: BusinessDate): Promise<BalanceRow[]> {
    return this.database.query<BalanceRow>(ROWS_OF_DAYS, [clientId, from, to], 'holding-days');
  }

  /** Clients whom the registry does not know, by their ids. */
  keptAside(after: string, limit: number): Promise<KeptAside[]> {
    return this.database.query<KeptAside>(KEPT_ASIDE, [after, limit]);
  }

  private async load(clientIds: readonly string[]): Promise<Map<string, HoldingRow[]>> {
    const rows = await this.database.query<HoldingRow & { clientId: string }>(
      NEWEST,
      [[...new Set(clientIds)]],
      'holdings-newest',
    );
    const byClient = new Map<string, HoldingRow[]>();
    for (const { clientId, ...row } of rows) {
      const known = byClient.get(clientId);
      if (known) known.push(row);
      else byClient.set(clientId, [row]);
    }
    return byClient;
  }
}

export const ROW = `
  h.holding_id as "holdingId", h.as_of::text as "asOf", h.product_code as "productCode", h.product_name as "productName", h.kind,
  h.balance_cents as "balanceCents", h.opened_on::text as "openedOn", h.matures_on::text as "maturesOn", h.closed_on::text as "closedOn"`;

const NEWEST = `
  select asked.client_id as "clientId", h.* from unnest($1::text[]) as asked (client_id)
  cross join lateral (select ${ROW} from holding h where h.client_id = asked.client_id order by h.holding_id limit ${HOLDINGS_MOST}) h`;

const BALANCE = `d.holding_id as "holdingId", d.as_of::text as "asOf", d.kind, d.balance_cents as "balanceCents", d.closed_on::text as "closedOn"`;
const ROWS_OF_DAYS = `
  select d.* from (select holding_id from holding where client_id = $1 order by holding_id limit ${HOLDINGS_MOST}) h
  cross join lateral (
    (select ${BALANCE} from holding_day d where d.client_id = $1 and d.holding_id = h.holding_id and d.as_of <= $2::date order by d.as_of desc limit 1)
    union all
    select ${BALANCE} from holding_day d where d.client_id = $1 and d.holding_id = h.holding_id and d.as_of > $2::date and d.as_of <= $3::date
  ) d`;

const KEPT_ASIDE = `
  select h.client_id as "clientId", told.*
  from (
    select distinct client_id from holding h
    where client_id > $1 and not exists (select from client c where c.client_id = h.client_id)
    order by client_id limit $2
  ) h
  cross join lateral (
    select count(*)::int as rows, min(as_of)::text as "firstDay", max(as_of)::text as "lastDay"
    from holding_day d where d.client_id = h.client_id
  ) told
  order by h.client_id`;
