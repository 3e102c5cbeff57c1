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
  /** The manager on leave whose client it is, where the one whose plan it is covers for them. */
  readonly coverFor: string | null;
}

/** An open one. */
export type OpenItem = ItemPlace;

/** An open item with the day of the follow-up that it was planned for; null: for none. */
export interface StandingItem extends OpenItem {
  readonly followUpOn: BusinessDate | null;
}

/** A client who stands open in a plan of a member of staff, with the day of the follow-up that it was planned for. */
export type StandingClient = Pick<StandingItem, 'staffId' | 'clientId' | 'followUpOn'>;

/** An open item with what decides whether it may stay. */
export interface QuestionedItem extends OpenItem {
  /** Who keeps the client on the item's day, or today when that is later; null: nobody. */
  readonly keeperId: string | null;
  /** Whether the one whose plan it is covers for `coverFor` on that day. */
  readonly covered: boolean;
  /** Whether its day is today or to come, and one on which the one whose plan it is is away the whole day. */
  readonly onLeave: boolean;
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
   * Open items of a member of staff on all other days than one, the oldest day first: those before it less the ones
   * that a newer item of the client up to that day has ended, and those behind it.
   */
  openBeside(staffId: string, date: BusinessDate): Promise<StandingItem[]> {
    return this.database.query<StandingItem>(OPEN_BESIDE, [staffId, date], 'open-beside');
  }

  /** The clients of the same items of several members of staff, in any order. */
  standingBeside(staffIds: readonly string[], date: BusinessDate): Promise<StandingClient[]> {
    return this.database.query<StandingClient>(STANDING_BESIDE, [staffIds, date], 'standing-beside');
  }

  /** What a cover was offered for somebody on leave, from one day to another, by day and id, behind a place. */
  offered(
    { staffId, coverId, from, to }: { staffId: string; coverId: string; from: BusinessDate; to: BusinessDate },
    after: Pick<ItemPlace, 'date' | 'itemId'> | undefined,
    limit: number,
  ): Promise<ItemPlace[]> {
    const values = [staffId, coverId, from, to, after?.date ?? '-infinity', after?.itemId ?? '', limit];
    return this.database.query<ItemPlace>(OFFERED, values, 'items-offered');
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

/** Open items in the plans of a member of staff, from one day to another, on days that a leave in force takes whole. */
export function openItemsOnLeave(
  staffId: string,
  { from, to }: { readonly from: BusinessDate; readonly to: BusinessDate },
  tx: Tx,
): Promise<OpenItem[]> {
  return tx.query<OpenItem>(
    `${OPEN} staff_id = $1 and date between $2 and $3 and ${ON_LEAVE} order by date`,
    [staffId, from, to],
    'open-on-leave',
  );
}

/** The days, from one to another, of which a member of staff has a plan with something open or cancelled. */
export async function plannedDays(
  staffId: string,
  { from, to }: { readonly from: BusinessDate; readonly to: BusinessDate },
  tx: Tx,
): Promise<BusinessDate[]> {
  const rows = await tx.query<{ date: BusinessDate }>(PLANNED_DAYS, [staffId, from, to], 'planned-days');
  return rows.map(({ date }) => date);
}

/**
 * Open items in the plans of a cover, of clients of one who was on leave, from one day to another, that no leave in
 * force gives them to cover. Not those of clients whom they keep themselves by now.
 */
export function coverItemsEnded(
  { staffId, coverId, from, to }: { staffId: string; coverId: string; from: BusinessDate; to: BusinessDate },
  today: BusinessDate,
  tx: Tx,
): Promise<OpenItem[]> {
  return tx.query<OpenItem>(
    `${OPEN} staff_id = $1 and cover_for = $2 and date between $3 and $4 and not ${covered('$5')}
       and ${keeper('$5')} is distinct from i.staff_id order by date`,
    [coverId, staffId, from, to, today],
    'open-of-cover',
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

/** Who keeps the client of an item `i` on its day, or today when that is later. */
const keeper = (today: string) => keeperOn('i.client_id', `greatest(${today}::date, i.date)`);
/** Whether the one in whose plan an item `i` is covers for `cover_for` on its day, or today when that is later. */
const covered = (today: string) =>
  `exists (select from staff_leave l where l.staff_id = i.cover_for and l.cover_id = i.staff_id
      and not l.cancelled and greatest(${today}::date, i.date) between l.from_day and l.to_day)`;
/** Whether the one in whose plan an item `i` is is away the whole of its day. */
const ON_LEAVE = `exists (select from staff_leave l where l.staff_id = i.staff_id
      and not l.cancelled and l.portion = 'FULL' and i.date between l.from_day and l.to_day)`;

const QUESTIONED = `
  select i.item_id as "itemId", i.plan_id as "planId", i.staff_id as "staffId", i.date, i.client_id as "clientId",
    ${ALLOWED} as consents, f.preferred_channel as "preferredChannel",
    ${keeper('$1')} as "keeperId", i.cover_for as "coverFor",
    i.cover_for is not null and ${covered('$1')} as covered, i.date >= $1::date and ${ON_LEAVE} as "onLeave"
  from plan_item i join client_fact f on f.client_id = i.client_id
  where i.status = 'OPEN' and`;

const COLUMNS = `item_id as "itemId", plan_id as "planId", staff_id as "staffId", date, client_id as "clientId", cover_for as "coverFor"`;

/** Each by its partial index. */
const PLANNED_DAYS = `
  select date from plan_item where status = 'OPEN' and staff_id = $1 and date between $2 and $3
  union select date from plan_item where status = 'CANCELLED' and staff_id = $1 and date between $2 and $3
  order by date`;

const BY_IDS = `select ${COLUMNS} from plan_item where item_id = any($1)`;

const OFFERED = `
  select ${COLUMNS} from plan_item where cover_for = $1 and staff_id = $2 and date between $3 and $4 and (date, item_id) > ($5::date, $6)
  order by date, item_id limit $7`;

const OPEN = `select ${COLUMNS} from plan_item i where status = 'OPEN' and`;

/**
 * Of an item `i`: whether a newer one of its client, of a day up to this one, has ended it. No matter what becomes of
 * the new one, it ends what was missed before it.
 */
export const endedBy = (day: string): string =>
  `exists (select from plan_item n where n.client_id = i.client_id and n.staff_id = i.staff_id and n.date > i.date
      and n.date <= ${day}::date)`;

const STANDING = `
  select ${COLUMNS}, follow_up_on as "followUpOn" from plan_item i where status = 'OPEN' and staff_id = $1`;

const OPEN_BEFORE = `${STANDING} and date < $2::date and not ${endedBy('$2')} order by date`;

const BESIDE = `date <> $2::date and (date > $2::date or not ${endedBy('$2')})`;
const OPEN_BESIDE = `${STANDING} and ${BESIDE} order by date`;
const STANDING_BESIDE = `
  select staff_id as "staffId", client_id as "clientId", follow_up_on as "followUpOn" from plan_item i
  where status = 'OPEN' and staff_id = any($1) and ${BESIDE}`;
