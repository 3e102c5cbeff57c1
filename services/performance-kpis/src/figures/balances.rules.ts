import { type Day, END } from '../kpi/periods.rules.js';

/** What a holding counts for from a day on, until its next row or its closing. Amounts are cents. */
export interface HeldRow {
  readonly holdingId: string;
  readonly from: Day;
  readonly deposits: number;
  readonly loans: number;
  /** From this day on it counts for nothing; `END` for one that is not closed. */
  readonly closed: Day;
}

/** From a day on, what a client has. */
export interface BalanceStep {
  readonly from: Day;
  readonly deposits: number;
  readonly loans: number;
  /** Open holdings. */
  readonly products: number;
}

type Sums = { -readonly [Name in Exclude<keyof BalanceStep, 'from'>]: number };

/**
 * What a client has, day by day, oldest first: a balance stands until the next row of its holding. Rows in any order,
 * one a holding and day. Sums of whole numbers, so that rows of some days alone give what those days move.
 */
export function balanceSteps(rows: readonly HeldRow[]): BalanceStep[] {
  const moves = new Map<Day, Sums>();
  const move = (day: Day, { deposits, loans }: HeldRow, sign: 1 | -1) => {
    if (day >= END) return;
    let sums = moves.get(day);
    if (!sums) moves.set(day, (sums = { deposits: 0, loans: 0, products: 0 }));
    sums.deposits += sign * deposits;
    sums.loans += sign * loans;
    sums.products += sign;
  };
  const inOrder = rows.toSorted((a, b) =>
    a.holdingId === b.holdingId ? a.from - b.from : a.holdingId < b.holdingId ? -1 : 1,
  );
  inOrder.forEach((row, i) => {
    const next = inOrder[i + 1];
    const until = Math.min(next?.holdingId === row.holdingId ? next.from : END, row.closed);
    if (until <= row.from) return;
    move(row.from, row, 1);
    move(until, row, -1);
  });
  let standing: Sums = { deposits: 0, loans: 0, products: 0 };
  return [...moves]
    .sort(([a], [b]) => a - b)
    .map(([from, { deposits, loans, products }]) => {
      standing = {
        deposits: standing.deposits + deposits,
        loans: standing.loans + loans,
        products: standing.products + products,
      };
      return { from, ...standing };
    });
}

/** The rows with others in the place of those of their holdings and days. */
export function withRows(known: readonly HeldRow[], told: readonly HeldRow[]): HeldRow[] {
  const keyOf = ({ holdingId, from }: HeldRow) => `${holdingId} ${from}`;
  return [...new Map([...known, ...told].map((row) => [keyOf(row), row])).values()];
}
