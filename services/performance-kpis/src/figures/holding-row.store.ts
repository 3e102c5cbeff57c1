import { type HoldingRow, dayNumber, isDeposit } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { bigint, integer, type RowOf, table, text } from '@hengxin/projections';
import { BEGINNING, type Day, END } from '../kpi/periods.rules.js';
import { ids, numbers } from './array-literal.js';
import type { HeldRow } from './balances.rules.js';

/** What was told of each holding for each day, as far as figures count it. */
export const holdingRow = table('holding_row', {
  key: ['client_id', 'holding_id', 'as_of'],
  columns: {
    client_id: text(),
    holding_id: text(),
    as_of: integer(),
    deposits: bigint().personal('client_id'),
    loans: bigint().personal('client_id'),
    closed_on: integer(),
  },
});
export type StoredHolding = RowOf<typeof holdingRow>;

/** A row as it is kept; undefined for one of a day beyond all periods. */
export function storedHolding(clientId: string, row: HoldingRow): StoredHolding | undefined {
  const { holdingId, asOf, kind, balanceCents, closedOn } = row;
  const from = dayNumber(asOf);
  if (from <= BEGINNING || from >= END) return undefined;
  return {
    client_id: clientId,
    holding_id: holdingId,
    as_of: from,
    deposits: isDeposit(kind) ? balanceCents : 0,
    loans: kind === 'LOAN' ? balanceCents : 0,
    closed_on: closedOn === null ? END : Math.min(Math.max(dayNumber(closedOn), BEGINNING), END),
  };
}

export function heldRow({ holding_id, as_of, deposits, loans, closed_on }: StoredHolding): HeldRow {
  return { holdingId: holding_id, from: as_of, deposits: Number(deposits), loans: Number(loans), closed: closed_on };
}

/** Days of one holding of a client. */
export interface HoldingDays {
  readonly clientId: string;
  readonly holdingId: string;
  readonly first: Day;
  readonly last: Day;
}

/**
 * The rows of those days, with the one that stands before them and at least the one that follows: no other is moved by
 * them.
 */
export function rowsAround(tx: Tx, days: readonly HoldingDays[]): Promise<StoredHolding[]> {
  return tx.query<StoredHolding>(
    AROUND,
    [
      ids(days.map(({ clientId }) => clientId)),
      ids(days.map(({ holdingId }) => holdingId)),
      numbers(days.map(({ first }) => first)),
      numbers(days.map(({ last }) => last)),
    ],
    'kpi_holding_rows',
  );
}

/** One range a holding: from the row before on, as many as there can be up to the one behind. */
const AROUND = `
  select h.client_id, h.holding_id, h.as_of, h.deposits, h.loans, h.closed_on
    from unnest($1::text[], $2::text[], $3::int[], $4::int[]) w(client_id, holding_id, lo, hi)
    cross join lateral (
      select * from holding_row o
       where o.client_id = w.client_id and o.holding_id = w.holding_id and o.as_of >= coalesce(
               (select b.as_of from holding_row b where b.client_id = w.client_id and b.holding_id = w.holding_id and b.as_of < w.lo
                 order by b.as_of desc limit 1), w.lo)
       order by o.as_of limit w.hi - w.lo + 3
    ) h`;

/** Keeps rows, one a holding and day. A row that is there as it is told stays untouched. */
export async function putHoldingRows(tx: Tx, rows: readonly StoredHolding[]): Promise<void> {
  await tx.query(
    PUT,
    [
      ids(rows.map(({ client_id }) => client_id)),
      ids(rows.map(({ holding_id }) => holding_id)),
      numbers(rows.map(({ as_of }) => as_of)),
      numbers(rows.map(({ deposits }) => deposits)),
      numbers(rows.map(({ loans }) => loans)),
      numbers(rows.map(({ closed_on }) => closed_on)),
    ],
    'kpi_put_holding_rows',
  );
}

const PUT = `
  insert into holding_row as h (client_id, holding_id, as_of, deposits, loans, closed_on)
  select * from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::bigint[], $6::int[])
  on conflict (client_id, holding_id, as_of) do update
     set deposits = excluded.deposits, loans = excluded.loans, closed_on = excluded.closed_on
   where (h.deposits, h.loans, h.closed_on) is distinct from (excluded.deposits, excluded.loans, excluded.closed_on)`;
