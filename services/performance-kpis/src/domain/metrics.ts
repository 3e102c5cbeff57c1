import type { Figures } from './figures.js';

export const METRICS = ['TOUCHES', 'CONTACTS', 'CLIENTS_CONTACTED', 'PLAN_COMPLETION', 'COVERAGE'] as const;
export type Metric = (typeof METRICS)[number];

/** What a scope reached in a window, and what it owed. */
export interface ScopeFigures extends Figures {
  /** Denominator of COVERAGE, in contact-days. */
  readonly target: number;
}

/** A figure as it is published. A count has no denominator; a ratio over nothing has no value. */
export interface KpiValue {
  readonly metric: Metric;
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
}

/** Ratios are sum(numerators) / sum(denominators), never a mean of means (rule 14). */
export function kpiValue(metric: Metric, figures: ScopeFigures): KpiValue {
  switch (metric) {
    case 'TOUCHES':
      return count(metric, figures.touches);
    case 'CONTACTS':
      return count(metric, figures.contacts);
    case 'CLIENTS_CONTACTED':
      return count(metric, figures.clients);
    case 'PLAN_COMPLETION':
      return ratio(metric, figures.done, figures.drawn);
    case 'COVERAGE':
      return ratio(metric, figures.covered, figures.target);
  }
}

function count(metric: Metric, numerator: number): KpiValue {
  return { metric, value: numerator, numerator, denominator: null };
}

function ratio(metric: Metric, numerator: number, denominator: number): KpiValue {
  return { metric, value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
}

/** A row with the place it takes. */
export interface Ranked<Row> {
  readonly row: Row;
  readonly rank: number;
}

/** Rows in order of a value, equal ones sharing a rank (1, 2, 2, 4) and then by id; rows without a value come last. */
export function ranked<Row extends { readonly id: string; readonly sortValue: number | null }>(
  rows: readonly Row[],
  descending: boolean,
): Ranked<Row>[] {
  const sorted = [...rows].sort((a, b) => compareRows(a, b, descending));
  let rank = 0;
  return sorted.map((row, i) => {
    if (i === 0 || sorted[i - 1]!.sortValue !== row.sortValue) rank = i + 1;
    return { row, rank };
  });
}

/** Where a row stands against another; below zero when it comes first. */
export function compareRows(
  a: { id: string; sortValue: number | null },
  b: { id: string; sortValue: number | null },
  descending: boolean,
): number {
  if (a.sortValue !== b.sortValue) {
    if (a.sortValue === null) return 1;
    if (b.sortValue === null) return -1;
    return descending ? b.sortValue - a.sortValue : a.sortValue - b.sortValue;
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
