/** What a bank counts more by: metrics of its own, and the service that counts them. */
export { METRIC_SET } from './metrics/index.js';
export { type Level, level } from './metrics/level.js';
export {
  counting,
  type CountedEvent,
  type MakerCount,
  type Measure,
  measure,
  type MeasureUnit,
} from './metrics/measure.js';
export { metric, type MetricDefinition } from './metrics/metric.js';
export { MetricSet } from './metrics/metric-set.js';
export { performanceKpis, performanceKpisWith } from './performance-kpis.module.js';
