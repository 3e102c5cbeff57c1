import { z } from 'zod';

const days = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback);
const yuan = (fallback: number) => z.coerce.number().int().min(1).max(1_000_000_000).default(fallback);

/** Rule 20's numbers, as a bank may set them. Days are whole days, amounts whole yuan. */
export const signalVariables = {
  HENGXIN_SIGNAL_MATURES_WITHIN_DAYS: days(7, 90).describe(
    'Signals of client-insight. DEPOSIT_MATURING: so many days before the maturity at most.',
  ),
  HENGXIN_SIGNAL_FALL_TO_PERCENT: z.coerce
    .number()
    .int()
    .min(1)
    .max(99)
    .default(70)
    .describe('BALANCE_FALL: deposits are so many percent of their mean at most.'),
  HENGXIN_SIGNAL_MEAN_OF_DAYS: days(30, 366).describe('BALANCE_FALL: the mean is of so many days before.'),
  HENGXIN_SIGNAL_MEAN_AT_LEAST_YUAN: yuan(10_000).describe('BALANCE_FALL: the mean is so much at least, in yuan.'),
  HENGXIN_SIGNAL_INFLOW_YUAN: yuan(100_000).describe(
    'LARGE_INFLOW: deposits are so much above the day before at least, in yuan.',
  ),
  HENGXIN_SIGNAL_DORMANT_DAYS: days(90, 3_660).describe('DORMANT: no balance changed for so many days.'),
  HENGXIN_SIGNAL_DORMANT_DEPOSITS_YUAN: yuan(1_000).describe('DORMANT: deposits are so much at least, in yuan.'),
  HENGXIN_SIGNAL_ONCE_IN_DAYS: days(14, 366).describe('A client has a signal of one kind once in so many days.'),
  HENGXIN_SIGNAL_ALIVE_DAYS: days(14, 366).describe(
    'A signal is alive for so many days, the one on which it fires included; DEPOSIT_MATURING to the maturity.',
  ),
} as const;

/** What makes a signal fire (rule 20). Amounts are whole cents. */
export interface SignalSettings {
  readonly maturesWithinDays: number;
  readonly fallToPercent: number;
  readonly meanOfDays: number;
  readonly meanAtLeastCents: number;
  readonly inflowCents: number;
  readonly dormantDays: number;
  readonly dormantDepositsCents: number;
  /** A kind fires once in so many days. */
  readonly onceInDays: number;
  /** Days on which a signal is alive, the one on which it fires included. */
  readonly aliveDays: number;
}

export function signalSettings(env: {
  readonly [Name in keyof typeof signalVariables]: z.output<(typeof signalVariables)[Name]>;
}): SignalSettings {
  return {
    maturesWithinDays: env.HENGXIN_SIGNAL_MATURES_WITHIN_DAYS,
    fallToPercent: env.HENGXIN_SIGNAL_FALL_TO_PERCENT,
    meanOfDays: env.HENGXIN_SIGNAL_MEAN_OF_DAYS,
    meanAtLeastCents: env.HENGXIN_SIGNAL_MEAN_AT_LEAST_YUAN * 100,
    inflowCents: env.HENGXIN_SIGNAL_INFLOW_YUAN * 100,
    dormantDays: env.HENGXIN_SIGNAL_DORMANT_DAYS,
    dormantDepositsCents: env.HENGXIN_SIGNAL_DORMANT_DEPOSITS_YUAN * 100,
    onceInDays: env.HENGXIN_SIGNAL_ONCE_IN_DAYS,
    aliveDays: env.HENGXIN_SIGNAL_ALIVE_DAYS,
  };
}
