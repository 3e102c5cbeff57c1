import { type BusinessDate, type HoldingRow, HoldingsTold, ROWS_AN_EVENT } from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf } from '@hengxin/event-sourcing';

export type TellHoldings = Command<
  'TellHoldings',
  { readonly clientId: string; readonly toldAt: string; readonly rows: readonly HoldingRow[] }
>;

/** What was told of a client for each holding and day of a quarter, by `rowKey`. */
export type ToldRows = ReadonlyMap<string, HoldingRow>;

/** A holding and a day: what a row is told of. */
export function rowKey({ holdingId, asOf }: Pick<HoldingRow, 'holdingId' | 'asOf'>): string {
  return `${holdingId} ${asOf}`;
}

/** Rows of one client and quarter. What is known already is told no second time; of two of one day the later holds. */
export const holdingsDecider: Decider<TellHoldings, EventOf<typeof HoldingsTold>, ToldRows> = {
  initial: new Map(),
  decide: {
    TellHoldings: ({ clientId, toldAt, rows }, known) => {
      const latest = new Map(rows.map((row) => [rowKey(row), row]));
      const news = [...latest].filter(([key, row]) => !isSameRow(known.get(key), row)).map(([, row]) => row);
      const events: EventOf<typeof HoldingsTold>[] = [];
      for (let from = 0; from < news.length; from += ROWS_AN_EVENT)
        events.push(told(clientId, toldAt, news.slice(from, from + ROWS_AN_EVENT)));
      return events;
    },
  },
  evolve: {
    HoldingsTold: ({ rows }, known) => new Map([...known, ...rows.map((row) => [rowKey(row), row] as const)]),
  },
};

/**
 * What a stream told for the days of some rows: all that they are decided on. A quarter has ninety days, and most files
 * are of one of them; folded event by event, all that was told before would be copied for each.
 */
export function toldForDays(
  events: readonly { readonly data: Pick<DataOf<typeof HoldingsTold>, 'rows'> }[],
  rows: readonly Pick<HoldingRow, 'asOf'>[],
): ToldRows {
  const days = new Set<BusinessDate>(rows.map(({ asOf }) => asOf));
  const known = new Map<string, HoldingRow>();
  for (const { data } of events) for (const row of data.rows) if (days.has(row.asOf)) known.set(rowKey(row), row);
  return known;
}

/**
 * An event of rows that their columns have checked: a second check of each would cost as much as reading the file. A
 * spec holds that the event takes what the columns take.
 */
function told(clientId: string, toldAt: string, rows: HoldingRow[]): EventOf<typeof HoldingsTold> {
  const { data, ...event } = HoldingsTold.of({ clientId, toldAt, rows: [] });
  return { ...event, data: { ...data, rows } };
}

const FACTS = [
  'productCode',
  'productName',
  'kind',
  'balanceCents',
  'openedOn',
  'maturesOn',
  'closedOn',
] as const satisfies readonly (keyof HoldingRow)[];

function isSameRow(known: HoldingRow | undefined, row: HoldingRow): boolean {
  return known !== undefined && FACTS.every((fact) => known[fact] === row[fact]);
}
