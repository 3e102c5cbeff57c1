import type { ConsumerGroupJoinEvent, EachBatchPayload, Kafka, Consumer as KafkaConsumer, KafkaMessage } from 'kafkajs';
import { readCheckpoint } from '../checkpoint.js';
import type { Consumer } from '../consumer.js';
import type { Delivered } from '../delivery.js';
import { BusStopped } from '../failures.js';
import type { BusObserver } from '../observer.js';
import type { Progress } from '../progress.js';
import { BEHIND, type Runner } from '../runner.js';
import { assertSource } from '../switching.js';
import type { TxSource } from '../tx-source.js';
import { leave } from './leave.js';
import { fromTopic, positionPassed } from './received.js';
import type { Topics } from './topics.js';

/** A member that is gone this long loses its partitions: a killed instance's work goes on elsewhere after that. */
const SESSION_MS = 10_000;
const HEARTBEAT_MS = 2_000;
const CONCURRENT_PARTITIONS = 4;
/** With messages waiting and none taken for this long, the client is stuck (kafkajs issues 659 and 1441). */
const STUCK_AFTER_MS = 30_000;
const WATCH_EVERY_MS = 10_000;

export interface TopicConsumerOptions {
  readonly kafka: Kafka;
  readonly topics: Topics;
  readonly groupId: string;
  readonly db: TxSource;
  readonly runner: Runner;
  readonly progress: Progress;
  readonly observer: BusObserver;
  readonly signal: AbortSignal;
}

/**
 * Feeds one consumer from its topics. Where a partition goes on is the checkpoint's to say, not the broker's: the broker's
 * offsets are kept for its own tools.
 */
export class TopicConsumer {
  private readonly names: readonly string[];
  private client: KafkaConsumer | undefined;
  private readonly since = new Map<string, string | null>();
  private assigned: Readonly<Record<string, readonly number[]>> = {};
  private movedAt = performance.now();
  private watch: NodeJS.Timeout | undefined;
  private starting: Promise<void> | undefined;

  constructor(
    readonly consumer: Consumer,
    private readonly options: TopicConsumerOptions,
  ) {
    this.names = consumer.aggregates.map((aggregate) => aggregate.topic);
  }

  /** Joins the group as soon as the broker answers, and again whenever that fails. */
  start(): void {
    this.starting ??= this.join().finally(() => (this.starting = undefined));
    this.watch ??= setInterval(() => void this.lookAfter(), WATCH_EVERY_MS);
    this.watch.unref();
  }

  /** Leaves the group after the batch under way. */
  async stop(): Promise<void> {
    clearInterval(this.watch);
    await leave(() => this.client, this.starting);
  }

  private async join(): Promise<void> {
    for (let attempt = 1; !this.options.signal.aborted; attempt++)
      try {
        return await this.run();
      } catch (error) {
        this.failing('', 0, error, attempt);
        await leave(() => this.client);
        await new Promise((wait) => setTimeout(wait, Math.min(200 * attempt, 3_000)));
      }
  }

  private async run(): Promise<void> {
    const { kafka, topics, groupId, db } = this.options;
    await assertSource(db, this.consumer, 'kafka');
    await topics.partitions();
    const client = kafka.consumer({
      groupId,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: 2 * SESSION_MS,
      maxWaitTimeInMs: 1_000,
      allowAutoTopicCreation: false,
      retry: { retries: 20, initialRetryTime: 100, maxRetryTime: 3_000, restartOnFailure: async () => !this.options.signal.aborted },
    });
    this.client = client;
    client.on(client.events.GROUP_JOIN, (event) => void this.goOn(client, event));
    await client.connect();
    await client.subscribe({ topics: [...this.names], fromBeginning: true });
    if (this.options.signal.aborted) return;
    await client.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: CONCURRENT_PARTITIONS,
      eachBatch: (batch) => this.take(client, batch),
    });
    this.movedAt = performance.now();
  }

  /** Sets each partition that this member got to where its checkpoint stands. */
  private async goOn(client: KafkaConsumer, { payload }: ConsumerGroupJoinEvent): Promise<void> {
    this.assigned = payload.memberAssignment as Record<string, number[]>;
    for (const [topic, partitions] of Object.entries(this.assigned))
      for (const partition of partitions) await this.seek(client, topic, partition);
  }

  private async seek(client: KafkaConsumer, topic: string, partition: number): Promise<void> {
    const place = { consumer: this.consumer.name, source: topic, partition };
    try {
      const { position, nextOffset } = await readCheckpoint(this.options.db, place);
      this.since.set(`${topic} ${partition}`, position);
      if (position !== null) this.options.progress.advance(place, { position, nextOffset });
      client.seek({ topic, partition, offset: nextOffset ?? '0' });
    } catch (error) {
      // The database is away: reading goes on from the broker's offset, and whatever was applied already is dropped by its position.
      this.failing(topic, partition, error, 1);
    }
  }

  private async take(client: KafkaConsumer, payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, isRunning, isStale, commitOffsetsIfNecessary } = payload;
    const beat = setInterval(() => void heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      const { batchSize } = this.consumer;
      for (let at = 0; at < batch.messages.length; at += batchSize) {
        if (!isRunning() || isStale() || this.options.signal.aborted) return;
        const chunk = batch.messages.slice(at, at + batchSize);
        if (!(await this.deliver(client, batch.topic, batch.partition, chunk))) return;
        const last = chunk[chunk.length - 1]!.offset;
        resolveOffset(last);
        this.movedAt = performance.now();
        const offset = String(BigInt(last) + 1n);
        // For the broker's tools alone: the checkpoint has moved already.
        await commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions: [{ partition: batch.partition, offset }] }] }).catch(
          () => undefined,
        );
      }
    } catch (error) {
      if (!(error instanceof BusStopped)) throw error;
    } finally {
      clearInterval(beat);
    }
  }

  /** False when the database had lost commits: the partition was set back. */
  private async deliver(client: KafkaConsumer, topic: string, partition: number, messages: readonly KafkaMessage[]): Promise<boolean> {
    const place = { consumer: this.consumer.name, source: topic, partition };
    const aggregate = this.consumer.aggregates.find((each) => each.topic === topic)!;
    const items: Delivered[] = [];
    let passed: string | null = null;
    for (const message of messages) {
      const item = fromTopic(message, aggregate, this.consumer, partition);
      if (item) items.push(item);
      passed = item ? null : (positionPassed(message, aggregate) ?? passed);
    }
    const last = messages[messages.length - 1]!;
    const outcome = await this.options.runner.deliver(this.consumer, {
      source: topic,
      partition,
      items,
      upTo: passed,
      nextOffset: String(BigInt(last.offset) + 1n),
      since: this.since.get(`${topic} ${partition}`) ?? null,
    });
    if (outcome === BEHIND) {
      this.options.observer.restarted?.({ ...place, reason: 'the database lost commits: going back to its checkpoint' });
      this.options.progress.goBack(place);
      await this.seek(client, topic, partition);
      return false;
    }
    this.since.set(`${topic} ${partition}`, outcome.position);
    if (outcome.position !== null) this.options.progress.advance(place, { position: outcome.position, nextOffset: outcome.nextOffset });
    return true;
  }

  /** Starts a client anew that takes nothing though messages wait. */
  private async lookAfter(): Promise<void> {
    if (this.starting || this.options.signal.aborted || performance.now() - this.movedAt < STUCK_AFTER_MS) return;
    if (!(await this.isBehind().catch(() => false))) {
      this.movedAt = performance.now();
      return;
    }
    this.options.observer.restarted?.({
      consumer: this.consumer.name,
      source: this.names.join(' '),
      partition: -1,
      reason: 'messages wait and none was taken',
    });
    await leave(() => this.client);
    this.start();
  }

  private async isBehind(): Promise<boolean> {
    for (const [topic, partitions] of Object.entries(this.assigned)) {
      const ends = await this.options.topics.ends(topic);
      for (const partition of partitions) {
        const reached = this.options.progress.reached({ consumer: this.consumer.name, source: topic, partition })?.nextOffset ?? '0';
        if (BigInt(ends[partition] ?? '0') > BigInt(reached)) return true;
      }
    }
    return false;
  }

  private failing(source: string, partition: number, error: unknown, attempt: number): void {
    this.options.observer.failing?.({ consumer: this.consumer.name, source, partition, error, attempt, outage: true });
  }
}
