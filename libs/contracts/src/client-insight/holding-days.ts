import type { BusinessDate } from '../calendar/dates.js';
import type { HoldingKind } from '../values.js';
import type { HoldingRow } from './holding.events.js';

const DEPOSITS: ReadonlySet<HoldingKind> = new Set(['DEMAND_DEPOSIT', 'TIME_DEPOSIT']);

/** Whether its balance is money that the client has on deposit. */
export function isDeposit(kind: HoldingKind): boolean {
  return DEPOSITS.has(kind);
}

/** Whether a holding is there on a day, by the row that stands then: on the day of its closing it is no more. */
export function isOpenOn({ closedOn }: Pick<HoldingRow, 'closedOn'>, day: BusinessDate): boolean {
  return closedOn === null || day < closedOn;
}

/** What a holding counts for on a day, in cents, by the row that stands then: nothing once it is closed. */
export function balanceOn(row: Pick<HoldingRow, 'closedOn' | 'balanceCents'>, day: BusinessDate): number {
  return isOpenOn(row, day) ? row.balanceCents : 0;
}
