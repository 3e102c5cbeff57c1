import type { Channel } from '@hengxin/contracts';
import type { Measure } from './measure.js';
import { type Reading, type Side, sideOf } from './reading.js';

/**
 * Measures whose late moves the ledger of closed periods tells. Plan items move after their day by nature; facts of
 * their makers are not restated yet.
 */
export type RestatedMeasure = Measure & { readonly subject: 'touch' | 'client' | 'part' };

/** What a figure is made of. */
export type Formula<Of extends Side = Side> =
  | { readonly kind: 'count'; readonly of: Of }
  /** Sum of the numerators / sum of the denominators, never a mean of means (rule 14). */
  | { readonly kind: 'ratio'; readonly of: Of; readonly over: Side }
  /** Cents x days / days, in yuan. */
  | { readonly kind: 'daily-average'; readonly of: Reading }
  /** A daily average less that of the period before. */
  | { readonly kind: 'growth'; readonly of: Reading; readonly before: Reading };

/**
 * The contacts behind a figure: every touch or those over a channel, the effective ones, those that cover a part of a
 * client, those that did a plan item; none where it counts something else.
 */
export type DrillDown = 'TOUCHES' | `TOUCHES_${Channel}` | 'CONTACTS' | 'COVERING_CONTACTS' | 'DOING_CONTACTS' | 'NONE';

/**
 * What a figure counts, where it can be listed one by one with what each adds: clients with their part, facts of their
 * makers, what a maker's days came to, items of plans; none where the contacts behind it are all there is to list.
 */
export type Counted = 'CLIENTS' | 'FACTS' | 'DAYS' | 'PLAN_ITEMS' | 'NONE';

/** What a metric is about: the groups of a scorecard (rule 13). */
export const METRIC_GROUPS = ['CLIENT', 'VISIT', 'PLAN', 'TEAM', 'LEARNING', 'DEPOSIT', 'LOAN'] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

export const DIRECTIONS = ['HIGHER_IS_BETTER', 'LOWER_IS_BETTER', 'NEUTRAL'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What kind of number a figure is: targets of a quarter are sums of months for some, and means for others (rule 23). */
export const METRIC_KINDS = ['COUNT', 'RATIO', 'LEVEL', 'SUM', 'DAILY_AVERAGE'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

export function kindOf({ formula, isLevel = false }: Pick<MetricDefinition, 'formula' | 'isLevel'>): MetricKind {
  if (isLevel) return 'LEVEL';
  return KIND_OF[formula.kind];
}

const KIND_OF = {
  count: 'COUNT',
  ratio: 'RATIO',
  'daily-average': 'DAILY_AVERAGE',
  growth: 'SUM',
} as const satisfies Record<Formula['kind'], MetricKind>;

interface MetricFacts<Code extends string> {
  readonly code: Code;
  readonly group: MetricGroup;
  readonly direction: Direction;
  /** Where a count is taken at the period's last day, today's while it runs: a level, not a count of what happened. */
  readonly isLevel?: boolean;
  /** The rule of the rulebook that it follows. */
  readonly rule: number;
  readonly name: { readonly en: string; readonly zh: string };
  /** One line for the API: what is counted. */
  readonly summary: string;
  /** The same in Chinese, for screens. */
  readonly summaryZh: string;
  readonly drillDown: DrillDown;
  /** None by default. */
  readonly counted?: Counted;
}

/** `isRestated`: false where its numerator moves after its period by nature, so that such a move is no restatement. */
type Restating =
  | { readonly formula: Formula<RestatedMeasure>; readonly isRestated: boolean }
  | { readonly formula: Formula; readonly isRestated: false };

/** A figure that the bank looks at. The enum of the API, the reference and the names on a screen come from it. */
export type MetricDefinition<Code extends string = string> = MetricFacts<Code> & Restating;

export function metric<const Code extends string>(
  code: Code,
  definition: Omit<MetricFacts<Code>, 'code'> & Restating,
): MetricDefinition<Code> {
  return { code, ...definition };
}

/** A figure as it is published. A count has no denominator; a ratio over nothing has no value. */
export interface Value {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
}

/** The figure out of what a scope reached and owed in a window, by the names of measures and levels. */
export function valueOf({ formula }: MetricDefinition, figures: Readonly<Record<string, number>>): Value {
  const reached = sideOf(formula.of, figures);
  switch (formula.kind) {
    case 'count':
      return { value: reached, numerator: reached, denominator: null };
    case 'ratio':
      return ratioOf(reached, sideOf(formula.over, figures));
    case 'daily-average':
      return ratioOf(reached, daysIn(figures, DAYS_COUNTED) * CENTS);
    case 'growth': {
      // Over one denominator, so that numerators are whole and add up.
      const [days, daysBefore] = [daysIn(figures, DAYS_COUNTED), daysIn(figures, DAYS_COUNTED_BEFORE)];
      return ratioOf(reached * daysBefore - sideOf(formula.before, figures) * days, days * daysBefore * CENTS);
    }
  }
}

/** Days of a window that are over, and those of the period before: beside the figures of each window. */
export const DAYS_COUNTED = 'days_counted';
export const DAYS_COUNTED_BEFORE = 'days_counted_before';
/** Of a yuan. */
const CENTS = 100;

const daysIn = (figures: Readonly<Record<string, number>>, name: string): number => figures[name] ?? 0;

function ratioOf(numerator: number, denominator: number): Value {
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
}
