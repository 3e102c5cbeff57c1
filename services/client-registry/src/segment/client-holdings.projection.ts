import { type HoldingKind, HoldingsTold } from '@hengxin/contracts';
import { bigint, day, projection, type RowOf, table, text } from '@hengxin/projections';

/** The newest row that was told of each holding, as far as clients are searched by it. */
const clientHolding = table('client_holding', {
  key: ['client_id', 'holding_id'],
  columns: {
    client_id: text(),
    holding_id: text(),
    as_of: day(),
    product_code: text().personal('client_id'),
    kind: text<HoldingKind>().personal('client_id'),
    balance_cents: bigint().personal('client_id'),
    closed_on: day().orNull().personal('client_id'),
  },
});
const putNewest = clientHolding.putting('newest', { where: 'excluded.as_of >= client_holding.as_of' });

type Row = RowOf<typeof clientHolding>;

/**
 * What clients have, so that a filter may ask for it beside the profile: in one statement, and without a call to the
 * service that was told. It is personal and never travels, so this consumer reads the log itself.
 */
export const clientHoldings = projection({
  consumer: 'client-holdings',
  events: [HoldingsTold],
  tables: [clientHolding],
  personal: ['rows'],
  load: () => new Map<string, Row>(),
  on: {
    HoldingsTold({ data: { clientId, rows } }, batch) {
      for (const { holdingId, asOf, productCode, kind, balanceCents, closedOn } of rows) {
        const key = `${clientId} ${holdingId}`;
        // Ids hold no blank, so the key is one holding's.
        if ((batch.get(key)?.as_of ?? '') > asOf) continue;
        const told = { product_code: productCode, kind, balance_cents: balanceCents, closed_on: closedOn };
        batch.set(key, { client_id: clientId, holding_id: holdingId, as_of: asOf, ...told });
      }
    },
  },
  store: (batch, tx) =>
    putNewest(
      tx,
      [...batch].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row),
    ),
});
