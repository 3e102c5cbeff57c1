import { dayNumber } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { integer, json, type RowOf, table, text } from '@hengxin/projections';
import { BEGINNING, type Day, END } from '../kpi/periods.rules.js';
import { ids } from './array-literal.js';
import { type KnownDate, type KnownOccasions, NO_OCCASIONS } from './prompts.rules.js';

/** A product, as far as its anniversaries go: by the newest row that was told of it. */
export interface KnownProduct {
  readonly asOf: string;
  readonly openedOn: string | null;
  readonly closedOn: string | null;
  /** The day on which its opening was first told; `END` while it was not. */
  readonly since: Day;
}
/** By the ids of the holdings. */
export type KnownProducts = Readonly<Record<string, KnownProduct>>;

/** What comes round every year for a client, and the day up to which it is counted. */
export const clientOccasions = table('client_occasions', {
  key: ['client_id'],
  columns: {
    client_id: text(),
    dates: json<readonly KnownDate[]>().personal('client_id'),
    products: json<KnownProducts>().personal('client_id'),
    through: integer(),
  },
});
export type ClientOccasionsRow = RowOf<typeof clientOccasions>;
export type StoredOccasions = Omit<ClientOccasionsRow, 'client_id'>;

/** The dates of a client out of its row. */
export function occasionsOf(row: StoredOccasions | null): KnownOccasions {
  if (!row) return NO_OCCASIONS;
  const products = Object.entries(row.products).flatMap(([holdingId, product]) => anniversaryOf(holdingId, product));
  return { dates: [...row.dates, ...products], through: row.through };
}

/** A product has an anniversary each year after it was opened, until it is closed (rule 2). */
function anniversaryOf(holdingId: string, { openedOn, closedOn, since }: KnownProduct): KnownDate[] {
  if (openedOn === null) return [];
  const [year, month, day] = openedOn.split('-').map(Number) as [number, number, number];
  const until = closedOn === null ? END : Math.min(Math.max(dayNumber(closedOn), BEGINNING), END);
  return [{ id: holdingId, kind: 'PRODUCT_ANNIVERSARY', calendar: 'SOLAR', year, month, day, since, until }];
}

const COLUMNS = 'client_id, dates, products, through';

/** The rows of clients, locked in one order everywhere. */
export function lockOccasions(tx: Tx, clientIds: readonly string[]): Promise<ClientOccasionsRow[]> {
  return tx.query<ClientOccasionsRow>(
    `select ${COLUMNS} from client_occasions where client_id = any($1::text[]) order by client_id for update`,
    [ids(clientIds)],
    'kpi_client_occasions',
  );
}

/** Some of the rows that are counted up to a day before this one, locked; none where all are counted so far. */
export function lockBehind(tx: Tx, through: Day, limit: number): Promise<ClientOccasionsRow[]> {
  return tx.query<ClientOccasionsRow>(
    `select ${COLUMNS} from client_occasions
      where client_id in (select client_id from client_occasions where through < $1 order by through, client_id limit $2)
      order by client_id for update`,
    [through, limit],
    'kpi_occasions_behind',
  );
}
