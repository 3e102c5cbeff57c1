import { nameMetrics } from '@hengxin/service-kit/process';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** What the gateway counts. Labels are names and codes of the program, never values of a call. */
export class GatewayMetrics {
  readonly registry = new Registry();
  readonly subscriptions = new Gauge({
    name: 'hengxin_subscriptions',
    help: 'Subscriptions open now.',
    registers: [this.registry],
  });
  private readonly operationSeconds = new Histogram({
    name: 'hengxin_operation_duration_seconds',
    help: 'GraphQL operations over HTTP, by how they were answered: passed, joined, introspection, refused.',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly upstreamSeconds = new Histogram({
    name: 'hengxin_upstream_duration_seconds',
    help: 'Requests to the services.',
    labelNames: ['upstream', 'outcome'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly refusals = new Counter({
    name: 'hengxin_refusals_total',
    help: 'Calls that the gateway refused, by code.',
    labelNames: ['code'],
    registers: [this.registry],
  });
  private readonly rowsLeftOut = new Counter({
    name: 'hengxin_rows_left_out_total',
    help: 'Elements left out of lists because something that they must have could not be found, by the field of the list.',
    labelNames: ['field'],
    registers: [this.registry],
  });
  /** A child of a histogram is found once: looking it up by labels on each call costs more than the observation. */
  private readonly children = new Map<string, { observe(seconds: number): void }>();

  constructor() {
    nameMetrics(this.registry, 'gateway');
  }

  answered(kind: string, seconds: number): void {
    this.child(kind, () => this.operationSeconds.labels(kind)).observe(seconds);
  }
  asked(service: string, seconds: number, outcome: string): void {
    this.child(`${service} ${outcome}`, () => this.upstreamSeconds.labels(service, outcome)).observe(seconds);
  }
  refused(code: string): void {
    this.refusals.inc({ code });
  }

  leftOut(field: string, count: number): void {
    this.rowsLeftOut.inc({ field }, count);
  }

  private child(key: string, find: () => { observe(seconds: number): void }): { observe(seconds: number): void } {
    let child = this.children.get(key);
    if (!child) this.children.set(key, (child = find()));
    return child;
  }
}
