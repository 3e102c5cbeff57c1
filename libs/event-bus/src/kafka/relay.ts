import type { EventCatalogue, RecordedEvent } from '@hengxin/event-sourcing';
import type { EventLog } from '@hengxin/event-log';
import type { Kafka, Message, Producer, RecordMetadata } from 'kafkajs';
import { type Consumer, defineConsumer } from '../port/consumer.js';
import { fromLog } from '../port/delivery.js';
import type { BusObserver } from '../port/observer.js';
import type { Progress } from '../progress/progress.js';
import { ConsumerRunner } from '../runner/consumer-runner.js';
import { StoreConsumer } from '../log/store-consumer.js';
import type { TxSource } from '../checkpoint/tx-source.js';
import { toMessage } from './cloud-events.js';
import { kafkajs } from './kafkajs.js';
import { patiently } from './leave.js';
import { partitionOfKey, type Topics } from './topics.js';
import { unlessStopped } from '../runner/unless-stopped.js';

/** The relay's checkpoint. */
export const RELAY = 'relay';
const BATCH = 1_000;

export interface RelayOptions {
  readonly context: string;
  readonly catalogue: EventCatalogue;
  readonly kafka: Kafka;
  readonly topics: Topics;
  readonly log: EventLog;
  readonly db: TxSource;
  readonly progress: Progress;
  readonly observer: BusObserver;
  /** Where the published sources lie, for `ce_dataschema`. Default: relative to them. */
  readonly dataSchemaBase?: string;
}

/**
 * Publishes a service's own events in log order. A consumer of the log like any other: the lock on its checkpoint lets
 * one instance relay at a time, and the checkpoint moves once every broker in sync has the batch. A crash between the
 * two sends a batch again, under the same ids and positions, by which every reader knows it.
 */
export class Relay {
  private readonly closing = new AbortController();
  private readonly reading: StoreConsumer | undefined;
  private producer: Promise<Producer> | undefined;

  constructor(private readonly options: RelayOptions) {
    const { context, catalogue, log, db, progress, observer } = options;
    const events = catalogue.aggregatesOf(context).flatMap((aggregate) => Object.values(aggregate.events));
    if (events.length === 0) return;
    const consumer: Consumer = {
      ...defineConsumer({ consumer: RELAY, events, batchSize: BATCH }, options, (batch) => this.send(batch)),
      // An event that can't be sent now must not be overtaken by the next one of its key.
      onFailure: 'retry',
    };
    const { signal } = this.closing;
    progress.track(consumer, 'store', { reads: false });
    const runner = new ConsumerRunner({ db, observer, signal });
    // It never rests: readers in other processes wait for it, unseen.
    this.reading = new StoreConsumer(consumer, { log, db, progress, observer, signal, runner });
  }

  start(): void {
    void this.reading?.start();
  }

  async stop(): Promise<void> {
    this.closing.abort();
    await this.reading?.stop();
    await patiently(this.producer?.then((producer) => producer.disconnect()));
  }

  /**
   * Hands a batch over. Gives up when the bus closes and no broker takes it: the checkpoint stays, and the batch is
   * sent after the next start.
   */
  private async send(events: readonly RecordedEvent[]): Promise<void> {
    const published = this.publish(events);
    await unlessStopped(this.closing.signal, published, () => patiently(published));
  }

  /**
   * Two requests a batch, each only after the acknowledgement of the one before (kafkajs issue 1005). A broker stores
   * the partitions of one request one after the other: the partition of the last event goes behind all others, so that
   * who has received that event, as the last one of a file, finds in the topics all that was stored before it.
   */
  private async publish(events: readonly RecordedEvent[]): Promise<void> {
    const producer = await (this.producer ??= this.connect());
    const partitions = await this.options.topics.partitions();
    const { catalogue, dataSchemaBase } = this.options;
    const placed = events.map((event): Placed => {
      const { topic } = fromLog(event, catalogue);
      const message = toMessage(event, catalogue, dataSchemaBase);
      return { topic, message: { ...message, partition: partitionOfKey(topic, message.key, partitions.get(topic)!) } };
    });
    const last = placed.at(-1);
    const isLast = (each: Placed) => each.topic === last?.topic && each.message.partition === last.message.partition;
    // Small batches are for callers that wait; large ones for the wire.
    const compression = events.length > 50 ? kafkajs().CompressionTypes.GZIP : kafkajs().CompressionTypes.None;
    try {
      for (const part of [placed.filter((each) => !isLast(each)), placed.filter(isLast)]) {
        if (part.length === 0) continue;
        const byTopic = messagesByTopic(part);
        const topicMessages = [...byTopic].map(([topic, messages]) => ({ topic, messages }));
        assertAllStored(byTopic, await producer.sendBatch({ acks: -1, topicMessages, compression }));
      }
    } catch (error) {
      // The broker may have stored it all the same, and kafkajs would give its sequence numbers to the next batch,
      // which the broker then takes for a repetition and drops. A new producer has numbers of its own.
      this.producer = undefined;
      this.options.topics.mayBeGone(error);
      await patiently(producer.disconnect());
      throw error;
    }
  }

  private async connect(): Promise<Producer> {
    const producer = this.options.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      this.producer = undefined;
      throw error;
    }
  }
}

interface Placed {
  readonly topic: string;
  readonly message: Message;
}

function messagesByTopic(placed: readonly Placed[]): Map<string, Message[]> {
  const byTopic = new Map<string, Message[]>();
  for (const { topic, message } of placed) {
    const messages = byTopic.get(topic);
    if (messages) messages.push(message);
    else byTopic.set(topic, [message]);
  }
  return byTopic;
}

/**
 * Throws where some partition's acknowledgement is missing. When a partition's leader moves while a batch is under way,
 * kafkajs asks nothing more of a broker that has answered for its other partitions, and reports the batch as sent
 * without these messages.
 */
function assertAllStored(sent: ReadonlyMap<string, readonly Message[]>, stored: readonly RecordMetadata[]): void {
  const acknowledged = new Set(stored.map(({ topicName, partition }) => `${topicName}/${partition}`));
  for (const [topic, messages] of sent)
    for (const { partition } of messages)
      if (!acknowledged.has(`${topic}/${partition}`))
        throw new Error(`no broker has acknowledged what was sent to ${topic}/${partition}`);
}
