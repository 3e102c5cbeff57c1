import type { BusinessDate } from '@hengxin/contracts';
import { keeperOn } from '@hengxin/projections';
import { BatchedLookup, Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { Gift } from './gift.rules.js';

/** A gift as stored, with what decides who may see it. */
export interface StoredGift {
  readonly giftId: string;
  /** When it was reserved, in milliseconds of the epoch. */
  readonly ms: number;
  readonly unitId: string;
  /** Who keeps the client today; null for nobody. */
  readonly rmId: string | null;
  readonly data: Gift;
}

export type GiftPlace = Pick<StoredGift, 'giftId' | 'ms'>;

export interface StoredItem {
  readonly itemId: string;
  readonly name: string;
  readonly valueCents: number;
}

/** Where gifts are looked for. `manager`: those that one reserved, and those of clients whom they keep. */
export type GiftSeeds =
  | { readonly by: 'client' | 'manager'; readonly id: string }
  | { readonly by: 'unit'; readonly ids: readonly string[] }
  | { readonly by: 'all' };

export interface GiftSearch {
  readonly seeds: GiftSeeds;
  readonly unitIds?: readonly string[] | undefined;
  /** Only what this manager may see. */
  readonly forManager?: string | undefined;
  readonly states?: readonly string[] | undefined;
  readonly awaiting?: boolean | undefined;
  readonly after?: GiftPlace | undefined;
  readonly limit: number;
}

/** Gifts, newest first: ranges of indexes, each cut to a page, then the rows of the page. And what they are of. */
@Injectable()
export class GiftsQueries {
  private readonly ofVisits: BatchedLookup<string, readonly Gift[]>;
  private readonly itemsById: BatchedLookup<string, StoredItem>;
  private readonly stocks: BatchedLookup<string, number>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.ofVisits = new BatchedLookup((ids) => this.loadOfVisits(ids));
    this.itemsById = new BatchedLookup((ids) => this.loadItems(ids));
    this.stocks = new BatchedLookup((keys) => this.loadStocks(keys));
  }

  /** Those that are for a visit or were delivered on it, in the order in which they were reserved. */
  async ofVisit(visitId: string): Promise<readonly Gift[]> {
    return (await this.ofVisits.find(visitId)) ?? [];
  }

  item(itemId: string): Promise<StoredItem | undefined> {
    return this.itemsById.find(itemId);
  }

  /** Everything that may be given, by name. Administrators define it: there are tens, not thousands. */
  items(): Promise<StoredItem[]> {
    return this.database.query<StoredItem>(`select ${ITEM} from gift_item order by name, item_id`, [], 'gift-items');
  }

  /** Pieces of an item that a unit has left. */
  async pieces(itemId: string, unitId: string): Promise<number> {
    return (await this.stocks.find(JSON.stringify([itemId, unitId]))) ?? 0;
  }

  newest(search: GiftSearch): Promise<StoredGift[]> {
    const { text, values } = giftsStatement(search, this.clock.today());
    return this.database.query<StoredGift>(text, values);
  }

  private async loadOfVisits(ids: readonly string[]): Promise<Map<string, readonly Gift[]>> {
    const rows = await this.database.query<{ visitId: string; gifts: Gift[] }>(OF_VISITS, [ids], 'gifts-of-visits');
    return new Map(rows.map(({ visitId, gifts }) => [visitId, gifts]));
  }

  private async loadItems(ids: readonly string[]): Promise<Map<string, StoredItem>> {
    const rows = await this.database.query<StoredItem>(
      `select ${ITEM} from gift_item where item_id = any($1)`,
      [ids],
      'gift-items-by-id',
    );
    return new Map(rows.map((row) => [row.itemId, row]));
  }

  private async loadStocks(keys: readonly string[]): Promise<Map<string, number>> {
    const pairs = keys.map((key) => JSON.parse(key) as [string, string]);
    const values = [pairs.map(([itemId]) => itemId), pairs.map(([, unitId]) => unitId)];
    const rows = await this.database.query<StockRow>(STOCKS, values, 'gift-stocks');
    return new Map(rows.map(({ itemId, unitId, pieces }) => [JSON.stringify([itemId, unitId]), pieces]));
  }
}

interface StockRow {
  readonly itemId: string;
  readonly unitId: string;
  readonly pieces: number;
}

/** Of one visit: more than anybody brings. */
const OF_A_VISIT = 50;
const ITEM = 'item_id as "itemId", name, value_cents::float8 as "valueCents"';
const STOCKS = `
  select s.item_id as "itemId", s.unit_id as "unitId", s.pieces::float8 as pieces
  from unnest($1::text[], $2::text[]) asked (item_id, unit_id) join gift_stock s using (item_id, unit_id)`;
const OF_VISITS = `
  select asked.visit_id as "visitId", found.gifts
  from unnest($1::text[]) asked (visit_id) cross join lateral (
    select jsonb_agg(g.data order by g.reserved_at, g.gift_id) as gifts
    from (select * from gift where visit_id = asked.visit_id order by reserved_at, gift_id limit ${OF_A_VISIT}) g) found
  where found.gifts is not null`;

function giftsStatement(search: GiftSearch, today: BusinessDate): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const is = (value: unknown) => `$${values.push(value)}`;
  const day = `${is(today)}::date`;
  const where = conditionsOf(search, day, is);
  const limit = is(search.limit);
  const page = (seed: string) =>
    `select g.reserved_at, g.gift_id from gift g where ${[seed, ...where].join(' and ')} order by g.reserved_at desc, g.gift_id desc limit ${limit}`;
  const text = `
    select g.gift_id as "giftId", (extract(epoch from g.reserved_at) * 1000)::float8 as ms, g.unit_id as "unitId",
      ${keeperOn('g.client_id', day)} as "rmId", g.data
    from (select * from (${placesOf(search.seeds, day, page, is)}) found order by reserved_at desc, gift_id desc limit ${limit}) place
      join gift g on g.gift_id = place.gift_id
    order by place.reserved_at desc, place.gift_id desc`;
  return { text, values };
}

function placesOf(
  seeds: GiftSeeds,
  day: string,
  page: (seed: string) => string,
  is: (value: unknown) => string,
): string {
  switch (seeds.by) {
    case 'client':
      return page(`g.client_id = ${is(seeds.id)}`);
    case 'unit':
      return `select f.* from unnest(${is(seeds.ids)}::text[]) s (id) cross join lateral (${page('g.unit_id = s.id')}) f`;
    case 'all':
      return page('true');
    case 'manager': {
      const id = is(seeds.id);
      const clients = `(select distinct a.client_id from client_assignment a where a.rm_id = ${id} and a.from_day <= ${day} and ${keeperOn('a.client_id', day)} = ${id})`;
      const ofClients = page(`g.client_id = s.client_id and g.staff_id <> ${id}`);
      return `(${page(`g.staff_id = ${id}`)}) union (select f.* from ${clients} s cross join lateral (${ofClients}) f)`;
    }
  }
}

function conditionsOf(search: GiftSearch, day: string, is: (value: unknown) => string): string[] {
  const { after, states, awaiting, unitIds, forManager } = search;
  const where: string[] = [];
  if (after)
    where.push(
      `(g.reserved_at, g.gift_id) < (timestamptz 'epoch' + ${is(after.ms)}::float8 * interval '1 millisecond', ${is(after.giftId)}::text)`,
    );
  if (states) where.push(`g.state = any(${is(states)}::text[])`);
  if (awaiting !== undefined) where.push(awaiting ? 'g.awaiting' : 'not g.awaiting');
  if (unitIds) where.push(`g.unit_id = any(${is(unitIds)}::text[])`);
  if (forManager !== undefined) {
    const id = is(forManager);
    where.push(`(g.staff_id = ${id} or ${keeperOn('g.client_id', day)} = ${id})`);
  }
  return where;
}
