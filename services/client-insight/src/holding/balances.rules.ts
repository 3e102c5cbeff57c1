import { addDays, balanceOn, type BusinessDate, daysBetween, type HoldingRow, isDeposit } from '@hengxin/contracts';

/** Days of balances that one question may ask for. */
export const BALANCE_DAYS_MOST = 400;

/** What a row says that sums of balances rest on. */
export type BalanceRow = Pick<HoldingRow, 'holdingId' | 'asOf' | 'kind' | 'balanceCents' | 'closedOn'>;

export interface BalanceDay {
  readonly date: BusinessDate;
  readonly deposits: number;
  readonly loans: number;
}

/** How many days a question names, both ends included; below 1 where they are the wrong way round. */
export function daysAsked(from: BusinessDate, to: BusinessDate): number {
  return daysBetween(from, to) + 1;
}

/** What rows that stand on a day sum up to, in cents. */
export function sumsOn(rows: Iterable<BalanceRow>, day: BusinessDate): Omit<BalanceDay, 'date'> {
  let deposits = 0;
  let loans = 0;
  for (const row of rows) {
    if (isDeposit(row.kind)) deposits += balanceOn(row, day);
    else if (row.kind === 'LOAN') loans += balanceOn(row, day);
  }
  return { deposits, loans };
}

/** The balances at the newest day told; undefined where nothing was told. The rows are the newest of each holding. */
export function newestSums(rows: readonly BalanceRow[]): Omit<BalanceDay, 'date'> | undefined {
  const newest = rows.reduce((latest, { asOf }) => (asOf > latest ? asOf : latest), '');
  return newest === '' ? undefined : sumsOn(rows, newest);
}

/**
 * Day by day from one day to another. A balance stands until the next row of its holding. Days before the first that
 * was told of the client are left out: nobody knows what it had. Rows in any order; those before the first day count
 * where none of their holding is later.
 */
export function balancesByDay(rows: readonly BalanceRow[], from: BusinessDate, to: BusinessDate): BalanceDay[] {
  const inOrder = [...rows].sort((a, b) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : 0));
  const standing = new Map<string, BalanceRow>();
  const days: BalanceDay[] = [];
  let next = 0;
  for (let date = from; date <= to; date = addDays(date, 1)) {
    for (; next < inOrder.length && inOrder[next]!.asOf <= date; next++)
      standing.set(inOrder[next]!.holdingId, inOrder[next]!);
    if (standing.size > 0) days.push({ date, ...sumsOn(standing.values(), date) });
  }
  return days;
}
