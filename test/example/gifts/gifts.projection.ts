import { day, eventsOf, projection, type RowOf, table, text } from '@hengxin/projections';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { Gift } from './gift.events.js';

const gift = table('gift', {
  key: ['gift_id'],
  columns: { gift_id: text(), client_id: text(), staff_id: text(), delivered_on: day(), item: text() },
});

/** The gifts that clients got. */
export const gifts = projection({
  consumer: 'gifts',
  events: eventsOf(Gift),
  tables: [gift],
  load: (): RowOf<typeof gift>[] => [],
  on: {
    GiftDelivered: ({ data }, rows) =>
      void rows.push({
        gift_id: data.giftId,
        client_id: data.clientId,
        staff_id: data.staffId,
        delivered_on: data.deliveredOn,
        item: data.item,
      }),
  },
  store: (rows, tx) => gift.put(tx, rows),
});

export interface StoredGift {
  readonly id: string;
  readonly staffId: string;
  readonly deliveredOn: string;
  readonly item: string;
}

/** Where a page ended. */
export type GiftPlace = Pick<StoredGift, 'deliveredOn' | 'id'>;

const OF_CLIENT = `
  select gift_id as id, staff_id as "staffId", delivered_on::text as "deliveredOn", item
    from gift
   where client_id = $1 and ($2::date is null or (delivered_on, gift_id) < ($2::date, $3))
     and ($4::text[] is null or staff_id = any($4::text[]))
   order by delivered_on desc, gift_id desc limit $5`;

@Injectable()
export class GiftQueries {
  constructor(private readonly database: Database) {}

  /** A client's gifts behind a place, newest first: of these members of staff, or of everyone. */
  ofClient(
    clientId: string,
    after: GiftPlace | undefined,
    staffIds: readonly string[] | null,
    limit: number,
  ): Promise<StoredGift[]> {
    return this.database.query(
      OF_CLIENT,
      [clientId, after?.deliveredOn ?? null, after?.id ?? '', staffIds, limit],
      'gifts_of_client',
    );
  }
}
