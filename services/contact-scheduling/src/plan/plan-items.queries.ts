import type { BusinessDate, Channel, LatestWords } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { keeperOn } from '@hengxin/projections';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { ALLOWED } from '../client-facts/portfolio.queries.js';

/** Where an item is: in whose plan of which day, and for whom. */
export interface ItemPlace {
  readonly itemId: string;
  readonly planId: string;
  readonly staffId: string;
  readonly date: BusinessDate;
  readonly clientId: string;
}

/** An open one. */
export type OpenItem = ItemPlace;

/** An open item with the day of the follow-up that it was planned for; null: for none. */
export interface StandingItem extends OpenItem {
  readonly followUpOn: BusinessDate | null;
}

/** An open item with what decides whether it may stay. */
export interface QuestionedItem extends OpenItem {
  /** Who keeps the client on the item's day, or today when that is later; null: nobody. */
  readonly keeperId: string | null;
  readonly consents: LatestWords;
  readonly preferredChannel: Channel | null;
}

/** Finds plan items. What they say and how they stand is asked of their streams. */
@Injectable()
export class PlanItemsQueries {
  constructor(private readonly database: Database) {}

  async byIds(itemIds: readonly string[]): Promise<Map<string, ItemPlace>> {
    if (itemIds.length === 0) return new Map();
    const rows = await this.database.query<ItemPlace>(BY_IDS, [itemIds], 'items-by-ids');
    return new Map(rows.map((row) => [row.itemId, row]));
  }

  /**
   * Open items of a member of staff on days before a day, oldest day first, less those that a newer item of the client
   * up to that day has ended.
   */
  openBefore(staffId: string, date: BusinessDate): Promise<StandingItem[]> {
    return this.database.query<StandingItem>(OPEN_BEFORE, [staffId, date], 'open-before');
  }

  /**
   * The next open items of the whole bank after one, by client and id; after null: the first. The page's start is said
   * of both tables, so that a late page doesn't walk through the clients before it.
   */
  openAfter(after: OpenItem | null, today: BusinessDate, limit: number): Promise<QuestionedItem[]> {
    const values = [today, after?.clientId ?? '', after?.itemId ?? '', limit];
    return this.database.query<QuestionedItem>(
      `${QUESTIONED} (i.client_id, i.item_id) > ($2, $3) and f.client_id >= $2 order by i.client_id, i.item_id limit $4`,
      values,
      'open-after',
    );
  }
}

/** Open items of some clients, in anybody's plan. */
export function openItemsOf(clientIds: readonly string[], tx: Tx): Promise<OpenItem[]> {
  return tx.query<OpenItem>(`${OPEN} client_id = any($1) order by date`, [clientIds], 'open-of-clients');
}

/** Open items in the plans of a member of staff from one day to another. */
export function openItemsBetween(
  staffId: string,
  { from, to }: { readonly from: BusinessDate; readonly to: BusinessDate },
  tx: Tx,
): Promise<OpenItem[]> {
  return tx.query<OpenItem>(
    `${OPEN} staff_id = $1 and date between $2 and $3 order by date`,
    [staffId, from, to],
    'open-between',
  );
}

/** The same items with what decides whether they may stay. */
export function questionedItemsOf(
  clientIds: readonly string[],
  today: BusinessDate,
  tx: Tx,
): Promise<QuestionedItem[]> {
  return tx.query<QuestionedItem>(`${QUESTIONED} i.client_id = any($2)`, [today, clientIds], 'questioned-items');
}

const QUESTIONED = `
  select i.item_id as "itemId", i.plan_id as "planId", i.staff_id as "staffId", i.date, i.client_id as "clientId",
    ${ALLOWED} as consents, f.preferred_channel as "preferredChannel",
    ${keeperOn('i.client_id', 'greatest($1::date, i.date)')} as "keeperId"
  from plan_item i join client_fact f on f.client_id = i.client_id
  where i.status = 'OPEN' and`;

const COLUMNS = `item_id as "itemId", plan_id as "planId", staff_id as "staffId", date, client_id as "clientId"`;

const BY_IDS = `select ${COLUMNS} from plan_item where item_id = any($1)`;

const OPEN = `select ${COLUMNS} from plan_item i where status = 'OPEN' and`;

/** A new item of a client ends what was missed, no matter what becomes of the new one. */
const newerItem = (more = '') =>
  `exists (select from plan_item n where n.client_id = i.client_id and n.staff_id = i.staff_id and n.date > i.date${more})`;
/** Of an item `i`: no newer one of its client has ended it. */
export const LATEST = `not ${newerItem()}`;

const OPEN_BEFORE = `
  select ${COLUMNS}, follow_up_on as "followUpOn" from plan_item i
  where status = 'OPEN' and staff_id = $1 and date < $2 and not ${newerItem(' and n.date <= $2')} order by date`;
