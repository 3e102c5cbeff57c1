import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What is generated of a definition, see `services/performance-kpis/src/metrics/metric.ts`. */
export interface MetricDefinition {
  readonly code: string;
  readonly group: string;
  readonly direction: 'HIGHER_IS_BETTER' | 'LOWER_IS_BETTER' | 'NEUTRAL';
  readonly rule: number;
  readonly name: { readonly en: string; readonly zh: string };
  readonly summary: string;
  readonly formula: Formula;
  readonly drillDown: string;
  readonly counted?: string;
}

export type Formula =
  | { readonly kind: 'count'; readonly of: Counted }
  | { readonly kind: 'ratio'; readonly of: Counted; readonly over: Counted }
  | { readonly kind: 'daily-average' | 'growth'; readonly of: Counted };

interface Counted {
  readonly subject: string;
  readonly name: string;
  readonly unit: string;
}

/** Every metric, as the code that was compiled last defines it. */
export async function metricDefinitions(root: string): Promise<readonly MetricDefinition[]> {
  const module = pathToFileURL(join(root, 'services/performance-kpis/dist/metrics/index.js')).href;
  const { METRIC_DEFINITIONS } = (await import(module)) as { METRIC_DEFINITIONS: readonly MetricDefinition[] };
  return METRIC_DEFINITIONS;
}

/** How a page shows a figure. */
export type ShownAs = 'COUNT' | 'DISTINCT' | 'SHARE' | 'MEAN' | 'YUAN';

/** A ratio of like things is a share, one of unlike things so much for each; what is taken over days is in yuan. */
export function shownAs({ formula }: { readonly formula: Formula }): ShownAs {
  switch (formula.kind) {
    case 'count':
      return formula.of.subject === 'client' ? 'DISTINCT' : 'COUNT';
    case 'ratio':
      return formula.of.unit === formula.over.unit ? 'SHARE' : 'MEAN';
    case 'daily-average':
    case 'growth':
      return 'YUAN';
  }
}
