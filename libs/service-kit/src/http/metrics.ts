import type { Progress } from '@hengxin/event-bus';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { nameMetrics } from '../process/name-metrics.js';

/** What a service counts. Labels are codes and names from the program, never values from a call. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests = this.counter('hengxin_http_requests_total', 'HTTP requests answered.', ['route', 'status']);
  readonly requestSeconds = new Histogram({
    name: 'hengxin_http_request_duration_seconds',
    help: 'From the first byte of a request to the last of its answer.',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  readonly commands = this.counter(
    'hengxin_commands_total',
    'Commands by outcome: accepted, repeated, or the code of the rejection.',
    ['command', 'outcome'],
  );
  readonly projected = this.counter('hengxin_projected_events_total', 'Events that a consumer applied.', [
    'consumer',
    'source',
  ]);
  readonly parked = this.counter(
    'hengxin_parked_events_total',
    'Events put aside because their handler kept failing.',
    ['consumer', 'code'],
  );
  readonly deadlines = this.counter('hengxin_deadlines_total', 'Attempts at deadlines, by outcome: acted or failed.', [
    'kind',
    'outcome',
  ]);
  readonly appendSeconds = new Histogram({
    name: 'hengxin_append_duration_seconds',
    help: 'Appends to the event log.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5],
    registers: [this.registry],
  });

  constructor(service: string) {
    nameMetrics(this.registry, service);
    new Gauge({
      name: 'hengxin_collected_timestamp_seconds',
      help: 'When these figures began to be collected; they are kept for a second.',
      registers: [this.registry],
      collect() {
        this.set(Date.now() / 1000);
      },
    });
  }

  /**
   * Asks at each scrape how far behind consumers are: a figure set on delivery alone would look well through a
   * standstill.
   */
  watch(progress: Pick<Progress, 'lag' | 'heldBackSeconds'>): void {
    const registers = [this.registry];
    new Gauge({
      name: 'hengxin_projection_lag_seconds',
      help: 'Age of the first event that a consumer has not applied; where that cannot be known, the time since it was last seen to have applied all.',
      labelNames: ['consumer', 'source'],
      registers,
      async collect() {
        for (const { consumer, source, seconds } of await progress.lag()) this.set({ consumer, source }, seconds);
      },
    });
    new Gauge({
      name: 'hengxin_readers_held_back_seconds',
      help: 'For how long an open transaction beside the event log has kept readers from what was committed; 0 while they see all.',
      registers,
      async collect() {
        const seconds = await progress.heldBackSeconds().catch(() => undefined);
        if (seconds !== undefined) this.set(seconds);
      },
    });
  }

  private counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }
}
