import { type BusinessDate, type HoldingKind, type HoldingRow, isOpenOn } from '@hengxin/contracts';
import { yuanOf } from './money.rules.js';

/** `Holding` of the schema. */
export interface HoldingView {
  readonly id: string;
  readonly productCode: string;
  readonly productName: string;
  readonly kind: HoldingKind;
  readonly balance: string;
  readonly asOf: BusinessDate;
  readonly openedOn: BusinessDate | null;
  readonly maturesOn: BusinessDate | null;
  readonly closedOn: BusinessDate | null;
}

/** The holdings that are open on a day, the largest balance first, then by their ids. */
export function openHoldings(newest: readonly HoldingRow[], today: BusinessDate): HoldingView[] {
  return newest
    .filter((row) => isOpenOn(row, today))
    .sort((a, b) => b.balanceCents - a.balanceCents || (a.holdingId < b.holdingId ? -1 : 1))
    .map(({ holdingId: id, balanceCents, productName, ...row }) => ({
      ...row,
      id,
      productName: productName ?? row.productCode,
      balance: yuanOf(balanceCents),
    }));
}
