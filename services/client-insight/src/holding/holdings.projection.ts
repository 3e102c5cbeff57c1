import { Holdings, type HoldingKind, type HoldingRow } from '@hengxin/contracts';
import { bigint, day, eventsOf, projection, type RowOf, table, text } from '@hengxin/projections';

const columns = {
  client_id: text(),
  holding_id: text(),
  as_of: day(),
  product_code: text().personal('client_id'),
  product_name: text().orNull().personal('client_id'),
  kind: text<HoldingKind>().personal('client_id'),
  balance_cents: bigint().personal('client_id'),
  opened_on: day().orNull().personal('client_id'),
  matures_on: day().orNull().personal('client_id'),
  closed_on: day().orNull().personal('client_id'),
};

/** What was told of each holding for each day. */
const holdingDay = table('holding_day', { key: ['client_id', 'holding_id', 'as_of'], columns });
/** The newest of it. */
const holding = table('holding', { key: ['client_id', 'holding_id'], columns });
const putNewest = holding.putting('newest', { where: 'excluded.as_of >= holding.as_of' });

type Row = RowOf<typeof holdingDay>;

/** Holdings by day, as they were told and corrected. Rows of one day come in the order of their stream. */
export const holdings = projection({
  consumer: 'holdings',
  events: eventsOf(Holdings),
  tables: [holdingDay, holding],
  load: () => new Map<string, Row>(),
  on: {
    HoldingsTold: ({ data: { clientId, rows } }, batch) => {
      // Ids hold no blank, so the key is one row's.
      for (const row of rows) batch.set(`${clientId} ${row.holdingId} ${row.asOf}`, storedRow(clientId, row));
    },
  },
  async store(batch, tx) {
    const rows = [...batch.values()].sort(byKey);
    await holdingDay.put(tx, rows);
    await putNewest(tx, newestOf(rows));
  },
});

/** The last row of each holding in the order of days: its newest of the batch. */
function newestOf(rows: readonly Row[]): Row[] {
  return rows.filter(({ client_id, holding_id }, place) => {
    const next = rows[place + 1];
    return next === undefined || next.holding_id !== holding_id || next.client_id !== client_id;
  });
}

function storedRow(clientId: string, row: HoldingRow): Row {
  return {
    client_id: clientId,
    holding_id: row.holdingId,
    as_of: row.asOf,
    product_code: row.productCode,
    product_name: row.productName,
    kind: row.kind,
    balance_cents: row.balanceCents,
    opened_on: row.openedOn,
    matures_on: row.maturesOn,
    closed_on: row.closedOn,
  };
}

function byKey(a: Row, b: Row): number {
  return (
    compareText(a.client_id, b.client_id) || compareText(a.holding_id, b.holding_id) || compareText(a.as_of, b.as_of)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
