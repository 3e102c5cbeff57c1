import type { EventLog } from '@hengxin/event-log';
import type { EventCatalogue } from '@hengxin/event-sourcing';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Kafka } from 'kafkajs';
import { type Consumer, consumerOf } from '../port/consumer.js';
import type { BusObserver } from '../port/observer.js';
import type { Progress } from '../progress/progress.js';
import { ReleasedEvents } from '../parking/released-events.js';
import { ConsumerRunner } from '../runner/consumer-runner.js';
import type { TxSource } from '../checkpoint/tx-source.js';
import { Relay } from './relay.js';
import { TopicBroadcast } from './topic-broadcast.js';
import { TopicConsumer } from './topic-consumer.js';
import { Topics } from './topics.js';

export interface KafkaTransportOptions {
  /** The context of the service: its own events are relayed, others' are read. */
  readonly context: string;
  readonly catalogue: EventCatalogue;
  readonly kafka: Kafka;
  readonly log: EventLog;
  readonly db: TxSource;
  readonly progress: Progress;
  readonly observer?: BusObserver;
  /** False for a service that only reads. Default true. */
  readonly relays?: boolean;
  /**
   * Absolute URI of the place where the published sources lie; makes `ce_dataschema` absolute. Default: relative to it.
   */
  readonly dataSchemaBase?: string;
}

/** Nest transport that reads topics, and fills those of its own service. */
export class KafkaTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol.for('hengxin.kafka');
  private readonly closing = new AbortController();
  private readonly topics: Topics;
  private readonly running: { stop(): Promise<void> }[] = [];

  constructor(private readonly options: KafkaTransportOptions) {
    super();
    this.topics = new Topics(options.kafka, options.catalogue);
    options.progress.topics = this.topics;
  }

  /**
   * Nest calls it when the service starts. Nothing here waits for the broker: consumers begin as soon as it answers.
   */
  listen(callback: (error?: unknown) => void): void {
    try {
      const consumers = this.consumers();
      for (const consumer of consumers) this.serve(consumer);
      this.redeliver(consumers.filter(({ broadcast }) => !broadcast));
      if (this.options.relays ?? true) this.relay();
    } catch (error) {
      return callback(error);
    }
    callback();
  }

  /** Ends after the batches under way. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.running.map((each) => each.stop()));
    await this.topics.close();
  }

  override on(): void {}

  override unwrap<T>(): T {
    return this.running as T;
  }

  private consumers(): Consumer[] {
    return [...this.messageHandlers.values()]
      .map((handler) => consumerOf(handler, this.options))
      .filter((consumer) => consumer !== undefined)
      .filter((consumer) => !consumer.readsLog);
  }

  private serve(consumer: Consumer): void {
    const { context, kafka, log, db, progress, observer = {} } = this.options;
    const { signal } = this.closing;
    const groupId = `hengxin.${context}.${consumer.name}`;
    const { topics } = this;
    if (consumer.broadcast) {
      const hearing = new TopicBroadcast(consumer, kafka, topics, groupId, observer);
      this.running.push(hearing);
      return hearing.start();
    }
    progress.track(consumer, 'topics');
    const runner = new ConsumerRunner({ db, observer, signal });
    const served = new TopicConsumer(consumer, { kafka, topics, groupId, log, db, runner, progress, observer, signal });
    this.running.push(served);
    served.start();
  }

  private redeliver(consumers: readonly Consumer[]): void {
    const { log, db, observer = {} } = this.options;
    if (consumers.length > 0)
      this.running.push(new ReleasedEvents(consumers, { log, db, observer, signal: this.closing.signal }));
  }

  private relay(): void {
    const relay = new Relay({ observer: {}, ...this.options, topics: this.topics });
    this.running.push(relay);
    relay.start();
  }
}
