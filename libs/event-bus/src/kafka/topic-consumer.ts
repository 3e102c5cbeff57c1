import type { EachBatchPayload, Kafka, Consumer as KafkaConsumer, KafkaMessage } from 'kafkajs';
import type { EventLog } from '@hengxin/event-log';
import type { Consumer } from '../port/consumer.js';
import { BusStopped } from '../runner/failures.js';
import { START } from '../position/log-position.js';
import type { BusObserver } from '../port/observer.js';
import { Rest, restAfter as restOf } from '../runner/pace.js';
import { backOff } from '../runner/pause.js';
import type { Progress } from '../progress/progress.js';
import { BEHIND, type ConsumerRunner } from '../runner/consumer-runner.js';
import { assertSource } from '../checkpoint/switching.js';
import type { TxSource } from '../checkpoint/tx-source.js';
import { type Start, startsOf } from './going-on.js';
import { readMessages } from './received.js';
import type { Topics } from './topics.js';
import { WatchedMember } from './watched-member.js';
import type { Assignment } from './watchdog.js';

export interface TopicConsumerOptions {
  readonly kafka: Kafka;
  readonly topics: Topics;
  readonly groupId: string;
  readonly log: EventLog;
  readonly db: TxSource;
  readonly runner: ConsumerRunner;
  readonly progress: Progress;
  readonly observer: BusObserver;
  readonly signal: AbortSignal;
  /** Milliseconds to rest after a batch that took so many. */
  readonly restAfter?: (tookMs: number) => number;
}

/**
 * Feeds one consumer from its topics. Where a partition goes on is the checkpoint's to say, not the broker's: the
 * broker's offsets are kept for its own tools.
 */
export class TopicConsumer {
  private readonly names: readonly string[];
  private readonly member: WatchedMember;
  private readonly since = new Map<string, string | null>();
  /** Offsets at which partitions were set and from which nothing has been applied yet. */
  private readonly sought = new Map<string, string>();
  private joinedBy: KafkaConsumer | undefined;
  private readonly rest = new Rest();

  constructor(
    readonly consumer: Consumer,
    private readonly options: TopicConsumerOptions,
  ) {
    this.names = consumer.aggregates.map((aggregate) => aggregate.topic);
    options.progress.onAwaited(consumer.name, () => this.rest.end());
    options.progress.onRewind(consumer.name, () => this.rewind());
    this.member = new WatchedMember({
      ...options,
      consumer: consumer.name,
      names: this.names,
      prepare: () => this.prepare(),
      joined: (client) => this.joined(client),
      take: (client, payload) => this.member.holding(payload, () => this.take(client, payload)),
      failing: (error, attempt) => this.failing('', -1, error, attempt),
    });
  }

  start(): void {
    this.member.start();
  }

  /** Leaves the group after the batch under way. */
  async stop(): Promise<void> {
    this.rest.end();
    await this.member.leave();
  }

  /** Its checkpoints were set back: what it read beyond is read again. A batch under way finds out by itself. */
  private async rewind(): Promise<void> {
    const { joinedBy } = this;
    const { assigned } = this.member;
    if (!joinedBy || this.options.signal.aborted) return;
    for (const [source, partitions] of Object.entries(assigned))
      for (const partition of partitions)
        this.options.progress.goBack({ consumer: this.consumer.name, source, partition });
    await this.place(joinedBy, assigned);
  }

  private async prepare(): Promise<void> {
    const { topics, db } = this.options;
    await assertSource(db, this.consumer, 'kafka');
    await topics.partitions();
    // Refused before it takes part: with one partition incomplete it must not read the others either.
    await startsOf(this.options, this.consumer);
  }

  private async joined(client: KafkaConsumer): Promise<void> {
    this.joinedBy = client;
    await this.place(client, this.member.assigned);
  }

  /**
   * Sets partitions to where their checkpoints stand. Nothing of them is fetched before that, however long the database
   * or the broker is away: kafkajs would go on from the broker's offset, which may be ahead of a database that lost
   * commits. It starts to fetch as soon as its event has been told, so the partitions are paused before anything is
   * waited for.
   */
  private async place(client: KafkaConsumer, partitions: Assignment): Promise<void> {
    client.pause(topicPartitions(partitions));
    await this.member.during(() => this.placeAt(client, partitions, this.member.joins));
  }

  private async placeAt(client: KafkaConsumer, partitions: Assignment, joins: number): Promise<void> {
    try {
      for (let attempt = 1; joins === this.member.joins && this.member.isCurrent(client); attempt++)
        if (await this.placed(client, partitions, joins, attempt)) return;
    } catch (error) {
      if (!(error instanceof BusStopped)) throw error;
    }
  }

  private async placed(
    client: KafkaConsumer,
    partitions: Assignment,
    joins: number,
    attempt: number,
  ): Promise<boolean> {
    try {
      const starts = await startsOf(this.options, this.consumer);
      if (joins !== this.member.joins) return true;
      for (const start of starts)
        if (partitions[start.place.source]?.includes(start.place.partition)) this.goOn(client, start);
      return true;
    } catch (error) {
      this.failing(this.names.join(' '), -1, error, attempt);
      await backOff(attempt, this.options.signal);
      return false;
    }
  }

  private goOn(client: KafkaConsumer, { place, offset, position, parked }: Start): void {
    const { source: topic, partition } = place;
    const key = keyOf(topic, partition);
    this.since.set(key, position);
    this.sought.set(key, offset);
    this.options.progress.advance(place, { position: position ?? START, nextOffset: offset, parked });
    client.seek({ topic, partition, offset });
    client.resume([{ topic, partitions: [partition] }]);
  }

  private async take(client: KafkaConsumer, payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, isRunning, isStale, commitOffsetsIfNecessary } = payload;
    const { topic, partition, messages } = batch;
    const { joins } = this.member;
    const gone = () => !isRunning() || isStale() || joins !== this.member.joins || this.options.signal.aborted;
    const begun = performance.now();
    try {
      const { batchSize } = this.consumer;
      let from = this.sought.get(keyOf(topic, partition)) ?? batch.firstOffset() ?? messages[0]!.offset;
      for (let at = 0; at < messages.length; at += batchSize) {
        if (gone()) return;
        const chunk = messages.slice(at, at + batchSize);
        // Beyond the last message there may be marks of transactions, which are nobody's to apply.
        const last = at + batchSize >= messages.length ? batch.lastOffset() : chunk[chunk.length - 1]!.offset;
        const nextOffset = String(BigInt(last) + 1n);
        if (!(await this.deliver(client, { topic, partition, messages: chunk, from, nextOffset }))) return;
        if (gone()) return;
        from = nextOffset;
        resolveOffset(chunk[chunk.length - 1]!.offset);
        // For the broker's tools alone: the checkpoint has moved already.
        await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: nextOffset }] }] }).catch(
          () => undefined,
        );
      }
      const { restAfter = restOf } = this.options;
      if (Number(batch.offsetLag()) < batchSize && this.mayRest)
        await this.rest.take(restAfter(performance.now() - begun));
    } catch (error) {
      if (!(error instanceof BusStopped)) throw error;
    }
  }

  /**
   * Near the end of a partition what comes meanwhile is fetched together: a transaction costs the same for one message
   * as for many.
   */
  private get mayRest(): boolean {
    const { progress, signal } = this.options;
    return !signal.aborted && !progress.isAwaited(this.consumer.name);
  }

  /** False when the checkpoint stands before this chunk: the partition was set back. */
  private async deliver(
    client: KafkaConsumer,
    { topic, partition, messages, from, nextOffset }: Chunk,
  ): Promise<boolean> {
    const place = { consumer: this.consumer.name, source: topic, partition };
    const key = keyOf(topic, partition);
    const aggregate = this.consumer.aggregates.find((each) => each.topic === topic)!;
    const read = readMessages(messages, aggregate, this.consumer, partition);
    const since = this.since.get(key) ?? null;
    const outcome = await this.options.runner.deliver(this.consumer, {
      source: topic,
      partition,
      ...read,
      from,
      nextOffset,
      since,
    });
    if (outcome === BEHIND) {
      this.options.observer.restarted?.({
        ...place,
        reason: 'the database lost commits: going back to its checkpoint',
      });
      this.options.progress.goBack(place);
      await this.place(client, { [topic]: [partition] });
      return false;
    }
    this.since.set(key, outcome.position);
    this.sought.delete(key);
    const { position, parked } = outcome;
    this.options.progress.advance(place, { position: position ?? START, nextOffset: outcome.nextOffset, parked });
    return true;
  }

  private failing(source: string, partition: number, error: unknown, attempt: number): void {
    this.options.observer.failing?.({ consumer: this.consumer.name, source, partition, error, attempt, outage: true });
  }
}

interface Chunk {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly KafkaMessage[];
  /** Offset at which its reading began. */
  readonly from: string;
  readonly nextOffset: string;
}

const keyOf = (topic: string, partition: number): string => `${topic} ${partition}`;

const topicPartitions = (partitions: Assignment): { topic: string; partitions: number[] }[] =>
  Object.entries(partitions).map(([topic, numbers]) => ({ topic, partitions: [...numbers] }));
