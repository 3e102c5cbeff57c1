import type { BusinessDate } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { PlanItemRow } from './plan-item.entity.js';

/** An open item, as far as finding it goes. */
export interface OpenItem {
  readonly itemId: string;
  readonly planId: string;
  readonly staffId: string;
  readonly date: BusinessDate;
  readonly clientId: string;
}

/** Finds plan items. What they say and how they stand is asked of their streams. */
@Injectable()
export class PlanItemsQueries {
  constructor(private readonly database: Database) {}

  async byIds(itemIds: readonly string[]): Promise<Map<string, PlanItemRow>> {
    if (itemIds.length === 0) return new Map();
    const rows = await this.database.dataSource.getRepository(PlanItemRow).findBy({ itemId: In([...itemIds]) });
    return new Map(rows.map((row) => [row.itemId, row]));
  }

  /** Open items of a member of staff on days before a day, oldest day first. */
  openBefore(staffId: string, date: BusinessDate): Promise<OpenItem[]> {
    return this.database.query<OpenItem>(`${OPEN} staff_id = $1 and date < $2 order by date`, [staffId, date], 'open-before');
  }

  /** The day of the plan to which a command added a client; null: it added none. */
  async dayOfCommand(staffId: string, commandId: string): Promise<BusinessDate | null> {
    const row = await this.database.dataSource.getRepository(PlanItemRow).findOneBy({ staffId, commandId });
    return row?.date ?? null;
  }

  /** The day of an open item of this client in another plan of the same staff; null: there is none. */
  async openElsewhere(staffId: string, clientId: string, date: BusinessDate): Promise<BusinessDate | null> {
    const rows = await this.database.query<OpenItem>(`${OPEN} staff_id = $1 and client_id = $2 and date <> $3 order by date`, [
      staffId,
      clientId,
      date,
    ]);
    return rows[0]?.date ?? null;
  }
}

/** Open items of some clients, whoever they are planned for. */
export function openItemsOf(clientIds: readonly string[], tx: Tx): Promise<OpenItem[]> {
  return tx.query<OpenItem>(`${OPEN} client_id = any($1) order by date`, [clientIds], 'open-of-clients');
}

const OPEN = `select item_id as "itemId", plan_id as "planId", staff_id as "staffId", date, client_id as "clientId" from plan_item where status = 'OPEN' and`;
