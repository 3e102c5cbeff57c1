import { expect } from '@jest/globals';
import type { Platform } from '../platform/platform.js';
import { eventually } from '../platform/platform.js';
import { type Figures, Oracle, type Scope } from './oracle.js';

/** What somebody's day came to is told some ten seconds later. */
const EQUAL_WITHIN_MS = 120_000;

const KPI = `query ($scope: KpiScope!, $grain: Grain!, $start: Date!) {
  now { businessDate }
  kpi(scope: $scope, period: { grain: $grain, start: $start }) { period { start end } values { metric value numerator denominator } }
}`;

interface KpiAnswer {
  now: { businessDate: string };
  kpi: {
    period: { start: string; end: string };
    values: { metric: keyof Figures; numerator: number; denominator: number | null }[];
  };
}

export interface Window {
  readonly grain: 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';
  readonly start: string;
}

/** The platform's figures, in the oracle's shape, as head office sees them. */
async function served(
  platform: Platform,
  headOffice: string,
  scope: Scope,
  window: Window,
): Promise<{ figures: Partial<Figures>; end: string; today: string }> {
  const { kpi, now } = await platform.data<KpiAnswer>(headOffice, KPI, { scope, ...window });
  const figures: Record<string, unknown> = {};
  for (const { metric, numerator, denominator } of kpi.values)
    figures[metric] = denominator === null ? numerator : [numerator, denominator];
  return { figures: figures as Partial<Figures>, end: kpi.period.end, today: now.businessDate };
}

/**
 * Every figure of every scope in the windows equals what the oracle makes of the log. Projections may still be catching
 * up and the day's plans still be drawn: where the two differ, both are asked again.
 */
export async function expectFiguresEqualOracle(
  platform: Platform,
  headOffice: string,
  windows: readonly Window[],
  scopes?: readonly Scope[],
): Promise<number> {
  const url = await platform.eventLogUrl();
  let oracle = await Oracle.read(url);
  let compared = 0;
  for (const window of windows)
    for (const scope of scopes ?? oracle.scopes()) {
      let differed = false;
      const { now, expected } = await eventually(
        async () => {
          if (differed) oracle = await Oracle.read(url);
          const { figures, end, today } = await served(platform, headOffice, scope, window);
          return {
            scope,
            window,
            now: sorted(figures),
            expected: sorted(oracle.figures(scope, window.start, end, today)),
          };
        },
        (both) => !(differed = JSON.stringify(both.now) !== JSON.stringify(both.expected)),
        EQUAL_WITHIN_MS,
      );
      expect(now).toEqual(expected);
      compared++;
    }
  return compared;
}

function sorted(figures: object): object {
  return Object.fromEntries(Object.entries(figures).sort(([a], [b]) => (a < b ? -1 : 1)));
}
