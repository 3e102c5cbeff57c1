import { type Grain, isDay, periodStart } from '../../app/periods.js';
import { type MetricName, METRICS } from './metrics.js';

/** A figure whose making is asked for. */
export interface Asked {
  readonly metric: MetricName;
  readonly scope: { readonly unitId: string } | { readonly staffId: string };
  /** The first day of its period; null: that of the page. */
  readonly start: string | null;
}

/** `COVERAGE.unit.U0001`, or `COVERAGE.unit.U0001@2026-02-01` of another period than the page's. */
export const explainText = ({ metric, scope, start }: Asked): string =>
  [metric, ...('unitId' in scope ? ['unit', scope.unitId] : ['staff', scope.staffId])].join('.') +
  (start ? `@${start}` : '');

/** Reads what an address asks for; null where it makes no sense. Pure. */
export function explainOf(text: string | null, grain: Grain): Asked | null {
  const [, name, kind, id, day] = /^(\w+)\.(unit|staff)\.(.+?)(?:@(\d{4}-\d{2}-\d{2}))?$/.exec(text ?? '') ?? [];
  const metric = METRICS.find((one) => one === name);
  if (!metric || !id) return null;
  const start = isDay(day ?? null) ? periodStart(grain, day!) : null;
  return { metric, start, scope: kind === 'unit' ? { unitId: id } : { staffId: id } };
}
