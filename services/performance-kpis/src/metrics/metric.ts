import type { Channel } from '@hengxin/contracts';
import type { Measure } from './measure.js';
import { type Side, sideOf } from './reading.js';

/**
 * Measures whose late moves the ledger of closed periods tells. Plan items move after their day by nature; facts of
 * their makers are not restated yet.
 */
export type RestatedMeasure = Measure & { readonly subject: 'touch' | 'client' | 'part' };

/** What a figure is made of. */
export type Formula<Of extends Side = Side> =
  | { readonly kind: 'count'; readonly of: Of }
  /** Sum of the numerators / sum of the denominators, never a mean of means (rule 14). */
  | { readonly kind: 'ratio'; readonly of: Of; readonly over: Side };

/**
 * The contacts behind a figure: every touch or those over a channel, the effective ones, those that cover a part of a
 * client, those that did a plan item; none where it counts something else.
 */
export type DrillDown = 'TOUCHES' | `TOUCHES_${Channel}` | 'CONTACTS' | 'COVERING_CONTACTS' | 'DOING_CONTACTS' | 'NONE';

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
  return formula.kind === 'ratio' ? 'RATIO' : 'COUNT';
}

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
  const numerator = sideOf(formula.of, figures);
  if (formula.kind === 'count') return { value: numerator, numerator, denominator: null };
  const denominator = sideOf(formula.over, figures);
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
}
