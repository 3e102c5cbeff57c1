import type { BusinessDate, HoldingRow } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import { holdingRejections } from './holding.rejections.js';

/** What is wrong with what a row says; undefined: nothing. The day's balance may be told from that day on. */
export function faultOf(row: HoldingRow, today: BusinessDate): Rejected | undefined {
  const { asOf, openedOn, maturesOn, closedOn } = row;
  if (asOf > today) return holdingRejections.HOLDING_DAY_TO_COME({ asOf, today });
  if (openedOn !== null && closedOn !== null && closedOn < openedOn)
    return holdingRejections.HOLDING_CLOSED_BEFORE_OPENED({ closedOn, openedOn });
  if (openedOn !== null && maturesOn !== null && maturesOn < openedOn)
    return holdingRejections.HOLDING_MATURES_BEFORE_OPENED({ maturesOn, openedOn });
  return undefined;
}

/**
 * The stream of what was told of a client for a day: one a quarter. So a row is decided on what was told of some
 * weeks, however many years of days a client has.
 */
export function streamIdOf(clientId: string, asOf: BusinessDate): string {
  return `${clientId}.${asOf.slice(0, 4)}q${Math.ceil(Number(asOf.slice(5, 7)) / 3)}`;
}
