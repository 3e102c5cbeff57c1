import type { Row } from './documents.js';
import { METRICS, type MetricName, valueOf } from './model.js';

export interface ExportWords {
  readonly level: string;
  readonly rank: string;
  readonly id: string;
  readonly name: string;
  readonly metric: (metric: MetricName) => string;
  readonly of: (metric: string) => string;
  readonly per: (metric: string) => string;
}
export interface SeenFigures {
  readonly level: number;
  readonly node: Pick<Row, 'rank' | 'unit' | 'staff' | 'values'>;
}

/** A line a row under a head; ratios with both their sides, so that they can be added up rightly. Pure. */
export function linesOf(
  rows: readonly SeenFigures[],
  shown: readonly MetricName[],
  words: ExportWords,
): (string | number | null)[][] {
  const metrics = METRICS.filter((metric) => shown.includes(metric));
  const head = metrics.flatMap((metric) => {
    const name = words.metric(metric);
    return [name, words.of(name), words.per(name)];
  });
  return [
    [words.level, words.rank, words.id, words.name, ...head],
    ...rows.map(({ level, node: { rank, unit, staff, values } }) => [
      level,
      rank,
      (unit ?? staff)?.id ?? null,
      (unit ?? staff)?.name ?? null,
      ...metrics.flatMap((metric) => {
        const value = valueOf(values, metric);
        return [value?.value ?? null, value?.numerator ?? null, value?.denominator ?? null];
      }),
    ]),
  ];
}
