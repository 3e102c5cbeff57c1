import type { BalanceStep } from '../figures/balances.rules.js';
import type { Change } from '../figures/client-facts.rules.js';
import type { Part } from '../figures/parts.rules.js';
import { clientsKept } from './clients-kept.metric.js';
import { level } from './level.js';
import { metric } from './metric.js';
import { reading } from './reading.js';

/** What a client has while a part lasts: with what it opens, and each step within it. */
function heldIn(
  steps: readonly BalanceStep[],
  { from, to }: Pick<Part, 'from' | 'to'>,
  of: (step: BalanceStep) => number,
): Change[] {
  const opening = steps.findLast((step) => step.from <= from);
  const within = steps.filter((step) => from < step.from && step.from < to);
  return [
    ...(opening ? [{ from, value: of(opening) }] : []),
    ...within.map((step) => ({ from: step.from, value: of(step) })),
  ];
}

export const deposits = level('deposits', 'YUAN', {
  of: ({ balances }, part) => heldIn(balances, part, (step) => step.deposits),
  columns: { steps: 'deposits', days: null, calendarDays: 'deposits_days' },
  movesWithBalances: true,
});

export const loans = level('loans', 'YUAN', {
  of: ({ balances }, part) => heldIn(balances, part, (step) => step.loans),
  columns: { steps: 'loans', days: null, calendarDays: 'loans_days' },
  movesWithBalances: true,
});

export const products = level('products', 'PRODUCT', {
  of: ({ balances }, part) => heldIn(balances, part, (step) => step.products),
  columns: { steps: 'products', days: null },
  movesWithBalances: true,
});

/** Cents x days: at the end of each day of the period that is over, what the clients of its keeper have. */
const depositDays = reading('deposit_days', deposits, 'CALENDAR_DAYS');
const loanDays = reading('loan_days', loans, 'CALENDAR_DAYS');
const depositDaysBefore = reading('deposit_days_before', deposits, 'CALENDAR_DAYS_BEFORE');

export const DEPOSITS = metric('DEPOSITS', {
  group: 'DEPOSIT',
  direction: 'HIGHER_IS_BETTER',
  rule: 14,
  name: { en: 'Deposits (daily average)', zh: '存款日均' },
  summary: 'Deposits of clients kept, day by day, over the days of the period; of a running one up to yesterday.',
  summaryZh: '管户存款逐日余额之和除以周期天数；进行中的周期算到昨天。',
  formula: { kind: 'daily-average', of: depositDays },
  drillDown: 'NONE',
  counted: 'CLIENTS',
  isRestated: false,
});

export const LOANS = metric('LOANS', {
  group: 'LOAN',
  direction: 'HIGHER_IS_BETTER',
  rule: 14,
  name: { en: 'Loans (daily average)', zh: '贷款日均' },
  summary: 'Loans of clients kept, day by day, over the days of the period; of a running one up to yesterday.',
  summaryZh: '管户贷款逐日余额之和除以周期天数；进行中的周期算到昨天。',
  formula: { kind: 'daily-average', of: loanDays },
  drillDown: 'NONE',
  counted: 'CLIENTS',
  isRestated: false,
});

export const DEPOSIT_GROWTH = metric('DEPOSIT_GROWTH', {
  group: 'DEPOSIT',
  direction: 'HIGHER_IS_BETTER',
  rule: 14,
  name: { en: 'Deposit growth', zh: '存款日均增量' },
  summary: 'The daily average of deposits, less that of the period before, each by its own keepers.',
  summaryZh: '本期存款日均减上期存款日均，各按当期管户人计算。',
  formula: { kind: 'growth', of: depositDays, before: depositDaysBefore },
  drillDown: 'NONE',
  counted: 'CLIENTS',
  isRestated: false,
});

export const PRODUCTS_A_CLIENT = metric('PRODUCTS_A_CLIENT', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  isLevel: true,
  rule: 14,
  name: { en: 'Products a client', zh: '户均产品数' },
  summary: 'Open holdings of clients kept, over the clients kept.',
  summaryZh: '管户持有的未结清产品数除以管户数。',
  formula: { kind: 'ratio', of: reading('products_held', products, 'LAST_DAY'), over: clientsKept },
  drillDown: 'NONE',
  counted: 'CLIENTS',
  isRestated: false,
});
