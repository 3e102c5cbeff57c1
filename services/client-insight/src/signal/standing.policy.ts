import { dayNumber, type HoldingRow, isDeposit } from '@hengxin/contracts';

/** A row of a holding, with its days as numbers: years of days are passed for each client. */
export interface Standing {
  readonly holdingId: string;
  readonly productCode: string;
  readonly name: string;
  readonly balanceCents: number;
  readonly asOf: number;
  /** The day on which it was opened; minus infinite where that was not told. */
  readonly opened: number;
  /** From this day on it is closed; infinite for one that is not to be. */
  readonly closed: number;
  /** When it matures; minus infinite for what does not. */
  readonly matures: number;
  readonly isDeposit: boolean;
  /** It is of a kind whose maturity is worth a word: a time deposit or a wealth product. */
  readonly tellsMaturity: boolean;
}

export function standingOf(row: HoldingRow): Standing {
  const { holdingId, productCode, productName, balanceCents, asOf, openedOn, closedOn, maturesOn, kind } = row;
  return {
    holdingId,
    productCode,
    name: productName ?? productCode,
    balanceCents,
    asOf: dayNumber(asOf),
    opened: openedOn === null ? Number.NEGATIVE_INFINITY : dayNumber(openedOn),
    closed: closedOn === null ? Number.POSITIVE_INFINITY : dayNumber(closedOn),
    matures: maturesOn === null ? Number.NEGATIVE_INFINITY : dayNumber(maturesOn),
    isDeposit: isDeposit(kind),
    tellsMaturity: kind === 'TIME_DEPOSIT' || kind === 'WEALTH',
  };
}

export function isOpenAt({ closed }: Standing, day: number): boolean {
  return day < closed;
}

/** What it counts for on a day, in cents: nothing once it is closed. */
export function balanceAt(standing: Standing, day: number): number {
  return isOpenAt(standing, day) ? standing.balanceCents : 0;
}
