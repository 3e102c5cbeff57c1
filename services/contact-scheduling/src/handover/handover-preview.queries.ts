import type { BusinessDate } from '@hengxin/contracts';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { PortfolioQueries } from '../client-facts/portfolio.queries.js';
import { endedBy } from '../plan/plan-items.queries.js';

/** What hangs on clients and goes along when they are handed over. */
@Injectable()
export class HandoverPreviewQueries {
  constructor(
    private readonly database: Database,
    private readonly portfolio: PortfolioQueries,
  ) {}

  /** Whom a relationship manager keeps on a day, in the order of their ids. */
  async kept(rmId: string, on: BusinessDate): Promise<string[]> {
    const rows = await this.database.query<{ client_id: string }>(KEPT, [rmId, on], 'kept-ids');
    return rows.map(({ client_id }) => client_id);
  }

  /** Clients with whom, as of a day, one is agreed and still open. */
  async promises(clientIds: readonly string[], on: BusinessDate): Promise<number> {
    const clients = await this.portfolio.byIds(clientIds, on);
    return [...clients.values()].filter(({ followUp }) => followUp?.promisedOn != null).length;
  }

  /** Open items of these clients in the plans of a member of staff, less those that a newer one has ended by today. */
  async openItems(staffId: string, clientIds: readonly string[], today: BusinessDate): Promise<number> {
    const [row] = await this.database.query<{ items: number }>(
      OPEN_ITEMS,
      [staffId, clientIds, today],
      'open-items-of-clients',
    );
    return row!.items;
  }
}

const KEPT = `
  select client_id from client_assignment a
  where rm_id = $1 and from_day <= $2
    and from_day = (select max(from_day) from client_assignment b where b.client_id = a.client_id and b.from_day <= $2)
  order by client_id`;

const OPEN_ITEMS = `
  select count(*)::int as items from plan_item i
  where status = 'OPEN' and staff_id = $1 and client_id = any($2) and not ${endedBy('$3')}`;
