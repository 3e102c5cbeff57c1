import { type BusinessDate, type HoldingRow, HoldingsTold } from '@hengxin/contracts';
import { json, projection, table, text } from '@hengxin/projections';
import { noteFacts } from '../client-facts/portfolio-version.js';
import type { DatedThing } from '../occasions/occasions.policy.js';

/** A product of a client, as far as its anniversaries go: by the newest row that was told of it. */
export interface KeptProduct {
  readonly asOf: BusinessDate;
  readonly name: string;
  readonly openedOn: BusinessDate | null;
  readonly closedOn: BusinessDate | null;
}
/** By the ids of the holdings. */
export type KeptProducts = Readonly<Record<string, KeptProduct>>;

const clientProducts = table('client_products', {
  key: ['client_id'],
  columns: { client_id: text(), products: json<KeptProducts>().personal('client_id') },
});

interface Batch {
  readonly products: Map<string, KeptProducts>;
  readonly told: Set<string>;
  /** Clients of whom a plan may say something else from now on. */
  readonly changed: Set<string>;
}

/**
 * When the products of clients were opened: their anniversaries are occasions (rule 2). What a client has is personal
 * and never travels, so this consumer reads the log itself.
 */
export const clientProductsKept = projection({
  consumer: 'client-products',
  events: [HoldingsTold],
  tables: [clientProducts],
  batchSize: 500,
  personal: ['rows'],
  async load(events, tx): Promise<Batch> {
    const clientIds = [...new Set(events.map(({ data }) => data.clientId))];
    const rows = await tx.query<{ client_id: string; products: KeptProducts }>(READ, [clientIds], 'products-read');
    const products = new Map(rows.map((row) => [row.client_id, row.products]));
    return { products, told: new Set(), changed: new Set() };
  },
  on: {
    HoldingsTold: ({ data: { clientId, rows } }, batch) => {
      const products: Record<string, KeptProduct> = { ...batch.products.get(clientId) };
      for (const row of rows) {
        const known = products[row.holdingId];
        if (known && known.asOf > row.asOf) continue;
        const now = productOf(row);
        if (known?.asOf === now.asOf && isSame(known, now)) continue;
        products[row.holdingId] = now;
        batch.told.add(clientId);
        if (!isSame(known, now)) batch.changed.add(clientId);
      }
      batch.products.set(clientId, products);
    },
  },
  async store({ products, told, changed }, tx) {
    const clientIds = [...told].sort();
    await clientProducts.put(
      tx,
      clientIds.map((client_id) => ({ client_id, products: products.get(client_id)! })),
    );
    if (changed.size > 0) await noteFacts(tx, [...changed].sort());
  },
});

/** Without locks: nobody else writes these rows, and the checkpoint keeps other instances out. */
const READ = 'select client_id, products from client_products where client_id = any($1)';

/** What comes round every year because a client has it. */
export function anniversariesOf(products: KeptProducts | null): DatedThing[] {
  return Object.values(products ?? {}).flatMap(({ name, openedOn, closedOn }): DatedThing[] => {
    if (openedOn === null) return [];
    const [year, month, day] = openedOn.split('-').map(Number) as [number, number, number];
    const ends = closedOn === null ? {} : { until: closedOn };
    return [{ kind: 'PRODUCT_ANNIVERSARY', calendar: 'SOLAR', month, day, year, label: name, ...ends }];
  });
}

function productOf({ asOf, productName, productCode, openedOn, closedOn }: HoldingRow): KeptProduct {
  return { asOf, name: productName ?? productCode, openedOn, closedOn };
}

function isSame(known: KeptProduct | undefined, now: KeptProduct): boolean {
  if (known === undefined) return now.openedOn === null;
  return known.name === now.name && known.openedOn === now.openedOn && known.closedOn === now.closedOn;
}
