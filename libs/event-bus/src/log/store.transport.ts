import type { EventLog } from '@hengxin/event-log';
import type { EventCatalogue } from '@hengxin/event-sourcing';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { type Consumer, consumerOf } from '../port/consumer.js';
import type { BusObserver } from '../port/observer.js';
import { Pace } from '../runner/pace.js';
import type { Progress } from '../progress/progress.js';
import { ConsumerRunner } from '../runner/consumer-runner.js';
import { BroadcastConsumer } from './store-broadcast.js';
import { StoreConsumer } from './store-consumer.js';
import { ReleasedEvents } from '../parking/released-events.js';
import type { TxSource } from '../checkpoint/tx-source.js';

export interface StoreTransportOptions {
  /** The context of the service: its own events come whole, others' as published. */
  readonly context: string;
  readonly catalogue: EventCatalogue;
  /** `kafka`: only consumers of the service's own events are served here. */
  readonly bus: 'store' | 'kafka';
  readonly log: EventLog;
  readonly db: TxSource;
  readonly progress: Progress;
  readonly observer?: BusObserver;
}

/** Nest transport that reads the event log. */
export class StoreTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol.for('hengxin.store');
  private readonly closing = new AbortController();
  private readonly running: { stop(): Promise<void> }[] = [];

  constructor(private readonly options: StoreTransportOptions) {
    super();
  }

  /**
   * Nest calls it when the service starts. Consumers begin as soon as their database answers; nothing here waits for
   * that.
   */
  listen(callback: (error?: unknown) => void): void {
    try {
      const consumers = this.consumers();
      for (const consumer of consumers) this.serve(consumer);
      this.redeliver(consumers.filter(({ broadcast }) => !broadcast));
    } catch (error) {
      return callback(error);
    }
    callback();
  }

  /** Ends after the batches under way. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.running.map((each) => each.stop()));
  }

  override on(): void {}

  override unwrap<T>(): T {
    return this.running as T;
  }

  private consumers(): Consumer[] {
    const { bus } = this.options;
    return [...this.messageHandlers.values()]
      .map((handler) => consumerOf(handler, this.options))
      .filter((consumer) => consumer !== undefined)
      .filter((consumer) => bus === 'store' || consumer.readsLog);
  }

  private serve(consumer: Consumer): void {
    const { log, db, progress, observer = {} } = this.options;
    const { signal } = this.closing;
    if (consumer.broadcast) {
      this.running.push(new BroadcastConsumer(consumer, log, observer));
      return;
    }
    const runner = new ConsumerRunner({ db, observer, signal });
    progress.track(consumer, 'store');
    const served = new StoreConsumer(consumer, { log, db, runner, progress, observer, signal, pace: new Pace(log) });
    this.running.push(served);
    void served.start();
  }

  private redeliver(consumers: readonly Consumer[]): void {
    const { log, db, observer = {} } = this.options;
    if (consumers.length > 0)
      this.running.push(new ReleasedEvents(consumers, { log, db, observer, signal: this.closing.signal }));
  }
}
