import { chinaCalendar, HOLDING_KINDS, type HoldingRow } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { type Cell, choice, date, id, optional, required, type RowValues, text } from '@hengxin/import';
import { sharedRejections } from '@hengxin/service-kit';
import { holdingRejections } from './holding.rejections.js';
import { centsOf } from './money.rules.js';

const cents: Cell<number> = Object.assign((value: string) => centsOf(value) ?? holdingRejections.HOLDING_BALANCE(), {
  takesNumbers: true,
});

const { firstYear, lastYear } = chinaCalendar;
/** A day that figures and plans can tell of. */
const day: Cell<string> = (value) => {
  const read = date(value);
  if (isRejected(read) || chinaCalendar.supports(read)) return read;
  return sharedRejections.DATE_OUTSIDE_CALENDAR({ date: read, firstYear, lastYear });
};

/** What a row of holdings holds: a line of a file, or a message of the feed. */
export const holdingColumns = {
  client_id: required(id),
  holding_id: required(id),
  product_code: required(id),
  product_name: optional(text(200)),
  kind: required(choice(HOLDING_KINDS)),
  balance: required(cents),
  as_of: required(day),
  opened_on: optional(date),
  matures_on: optional(date),
  closed_on: optional(date),
};
export type HoldingValues = RowValues<typeof holdingColumns>;

/** The row as events tell it. */
export function rowOf(values: HoldingValues): HoldingRow {
  return {
    holdingId: values.holding_id,
    asOf: values.as_of,
    productCode: values.product_code,
    productName: values.product_name,
    kind: values.kind,
    balanceCents: values.balance,
    openedOn: values.opened_on,
    maturesOn: values.matures_on,
    closedOn: values.closed_on,
  };
}
