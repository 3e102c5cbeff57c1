import { dayAfter } from '../../app/days.js';
import type { BalanceDay, Told } from './documents.js';

export const SPANS = [30, 90, 365] as const;
export type Span = (typeof SPANS)[number];

/** The days of a picture, up to today. Pure. */
export const spanOf = (days: Span, today: string) => ({ from: dayAfter(today, 1 - days), to: today });

const SIGNALS = ['DEPOSIT_MATURING', 'LARGE_INFLOW', 'BALANCE_FALL', 'PRODUCT_CLOSED', 'DORMANT'] as const;
export type SignalKind = (typeof SIGNALS)[number];
export type Signal = Omit<Told['prompts'][number], 'kind'> & { readonly kind: SignalKind };

/** The signals among the prompts: what is mined from holdings. Pure. */
export const signalsOf = (prompts: Told['prompts']): readonly Signal[] =>
  prompts.flatMap((prompt) => {
    const kind = SIGNALS.find((one) => one === prompt.kind);
    return kind ? [{ ...prompt, kind }] : [];
  });

/** The facts of signals, by the platform's names; one that is none of them is shown by its own. */
export const FACTS = [
  'product',
  'holding',
  'balance',
  'deposits',
  'mean',
  'increase',
  'days',
  'maturesOn',
  'closedOn',
] as const;
export type FactName = (typeof FACTS)[number];
const MONEY: readonly string[] = ['balance', 'deposits', 'mean', 'increase'];
export const factOf = (name: string): FactName | undefined => FACTS.find((one) => one === name);
export const isMoney = (name: string): boolean => MONEY.includes(name);

/** The lines of the picture: yuan a day; a client without loans has one line. Pure. */
export function linesOf(days: readonly BalanceDay[]) {
  const loans = days.map((day) => Number(day.loans));
  return {
    x: days.map(({ date }) => date),
    deposits: days.map((day) => Number(day.deposits)),
    loans: loans.some((amount) => amount !== 0) ? loans : null,
  };
}

/** A large amount in few signs, for an axis: 12.5万 and 1.2亿, or 125k and 120m. Pure. */
export function shortYuan(language: 'zh' | 'en', amount: number): string {
  const steps = language === 'zh' ? ZH : EN;
  const [from, unit] = steps.find(([least]) => Math.abs(amount) >= least) ?? [1, ''];
  return `${Number((amount / from).toFixed(1))}${unit}`;
}
const ZH = [
  [100_000_000, '亿'],
  [10_000, '万'],
] as const;
const EN = [
  [1_000_000, 'm'],
  [1_000, 'k'],
] as const;
