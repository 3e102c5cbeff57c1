import { type HoldingRow, HoldingsTold, ROWS_AN_EVENT } from '@hengxin/contracts';
import type { Command, Decider, EventOf } from '@hengxin/event-sourcing';

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
    TellHoldings: ({ clientId, toldAt, rows }, told) => {
      const latest = new Map(rows.map((row) => [rowKey(row), row]));
      const news = [...latest].filter(([key, row]) => !isSameRow(told.get(key), row)).map(([, row]) => row);
      const events: EventOf<typeof HoldingsTold>[] = [];
      for (let from = 0; from < news.length; from += ROWS_AN_EVENT)
        events.push(HoldingsTold.of({ clientId, toldAt, rows: news.slice(from, from + ROWS_AN_EVENT) }));
      return events;
    },
  },
  evolve: {
    HoldingsTold: ({ rows }, told) => new Map([...told, ...rows.map((row) => [rowKey(row), row] as const)]),
  },
};

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
