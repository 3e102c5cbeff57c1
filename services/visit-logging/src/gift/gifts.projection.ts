import { ClientGifts, GiftItemDefined, type GiftState, GiftStock } from '@hengxin/contracts';
import { bigint, eventsOf, flag, json, moment, projection, type RowOf, table, text } from '@hengxin/projections';
import { bookOf } from './gift-ids.js';
import { freedByReturn, type Gift, giftAfter, type GiftEvent } from './gift.rules.js';

const giftItem = table('gift_item', {
  key: ['item_id'],
  columns: { item_id: text(), name: text(), value_cents: bigint() },
});
const giftStock = table('gift_stock', {
  key: ['item_id', 'unit_id'],
  columns: { item_id: text(), unit_id: text(), pieces: bigint() },
});
const gift = table('gift', {
  key: ['gift_id'],
  columns: {
    gift_id: text(),
    client_id: text(),
    staff_id: text(),
    unit_id: text(),
    visit_id: text().orNull(),
    state: text<GiftState>(),
    awaiting: flag(),
    reserved_at: moment(),
    data: json<Gift>().personal('client_id'),
  },
});
const addPieces = giftStock.putting('add', { set: { pieces: 'gift_stock.pieces + excluded.pieces' } });

/** What may be given. */
export const giftItems = projection({
  consumer: 'gift-items',
  events: [GiftItemDefined],
  tables: [giftItem],
  load: (): RowOf<typeof giftItem>[] => [],
  on: {
    GiftItemDefined: ({ data }, rows) =>
      void rows.push({ item_id: data.itemId, name: data.name, value_cents: data.valueCents }),
  },
  store: (rows, tx) => giftItem.put(tx, rows),
});

type Pieces = Map<string, RowOf<typeof giftStock>>;

/** How many pieces of an item each unit has that nobody has reserved. */
export const giftStocks = projection({
  consumer: 'gift-stocks',
  events: eventsOf(GiftStock),
  tables: [giftStock],
  load: (): Pieces => new Map(),
  on: {
    GiftStockAdded: ({ data }, pieces) => count(pieces, data, data.quantity),
    GiftStockTaken: ({ data }, pieces) => count(pieces, data, -1),
    GiftStockPutBack: ({ data }, pieces) => count(pieces, data, 1),
  },
  store: (pieces, tx) => addPieces(tx, [...pieces.values()].sort(byKey)),
});

/** Each gift as its events tell it; one that is returned may free others of its client and year from approval. */
export const gifts = projection<
  (typeof ClientGifts)['events'][keyof (typeof ClientGifts)['events']],
  Map<string, Gift>
>({
  consumer: 'gifts',
  events: eventsOf(ClientGifts),
  tables: [gift],
  async load(events, tx) {
    const ids = [...new Set(events.map(({ data }) => data.giftId))].sort();
    const returned = events.filter(({ type }) => type === 'GiftReturned').map(({ data }) => data.clientId);
    const values = [ids, [...new Set(returned)]];
    const rows = await tx.query<{ gift_id: string; data: Gift }>(READ, values, 'gifts-lock');
    return new Map(rows.map((row) => [row.gift_id, row.data]));
  },
  on: { GiftReserved: fold, GiftApproved: fold, GiftIssued: fold, GiftHandedOver: fold, GiftReturned: makeRoom },
  store: (known, tx) => gift.put(tx, [...known.values()].sort((a, b) => (a.giftId < b.giftId ? -1 : 1)).map(rowOf)),
});

/** $2: clients to whom something was returned; their other gifts may change with it. */
const READ = `
  select gift_id, data from gift where gift_id = any($1) or client_id = any($2) order by gift_id for update`;

function fold(event: GiftEvent, known: Map<string, Gift>): void {
  const after = giftAfter(event, known.get(event.data.giftId));
  if (after) known.set(after.giftId, after);
}

function makeRoom(event: GiftEvent, known: Map<string, Gift>): void {
  fold(event, known);
  const book = bookOf(event.data.giftId);
  const ofBook = [...known.values()].filter(({ giftId }) => bookOf(giftId) === book);
  for (const gift of freedByReturn(ofBook)) known.set(gift.giftId, gift);
}

function rowOf(data: Gift): RowOf<typeof gift> {
  return {
    gift_id: data.giftId,
    client_id: data.clientId,
    staff_id: data.staffId,
    unit_id: data.unitId,
    visit_id: data.visitId,
    state: data.state,
    awaiting: data.awaitsApproval,
    reserved_at: data.reservedAt,
    data,
  };
}

function count(pieces: Pieces, { itemId, unitId }: { itemId: string; unitId: string }, by: number): void {
  const key = JSON.stringify([itemId, unitId]);
  pieces.set(key, { item_id: itemId, unit_id: unitId, pieces: (pieces.get(key)?.pieces ?? 0) + by });
}

function byKey(a: RowOf<typeof giftStock>, b: RowOf<typeof giftStock>): number {
  return a.item_id < b.item_id || (a.item_id === b.item_id && a.unit_id < b.unit_id) ? -1 : 1;
}
