import { collectDefaultMetrics, type Registry } from 'prom-client';

/** Labels the metrics of a process with its name, and has those of Node beside them. */
export function nameMetrics(registry: Registry, service: string): void {
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
}
