import { randomUUID } from 'node:crypto';
import { WatchedMember } from '@hengxin/event-bus';
import { backOffMs, pause } from '@hengxin/waiting';
import type { EachBatchPayload, FetchOffsetsPartition, Kafka, Consumer as KafkaConsumer, KafkaMessage } from 'kafkajs';
import type { HoldingsDesk, TakenBatch } from '../holding/holdings-desk.js';
import { type FedRow, readMessages } from './fed-messages.js';
import { feedContext, hadIn } from './feed-run.js';
import type { FeedPlace, FeedTopics } from './feed-topics.js';
import type { Refusal, RefusedMessages } from './refused-messages.js';

/** Rows that are told together: as many as of a file. */
const BATCH_SIZE = 500;
const BACK_OFF = { firstMs: 100, longestMs: 5_000 };
/** Brokers that answer are heard every few seconds, whether there are messages or none. */
const SILENT_AFTER_MS = 15_000;

/** Told what becomes of messages, for metrics and logs. */
export interface FeedObserver {
  taken(batch: Pick<TakenBatch, 'aside'> & { readonly told: number; readonly unchanged: number }): void;
  refused(partition: number, refusals: readonly Refusal[]): void;
  /** Messages went by their age before they were read. */
  expired(partition: number, messages: number): void;
  failing(error: unknown, attempt: number): void;
  restarted(reason: string): void;
}

export interface FeedReaderParts {
  readonly kafka: Kafka;
  readonly topics: FeedTopics;
  readonly refused: RefusedMessages;
  readonly desk: Pick<HoldingsDesk, 'take'>;
  readonly observer: FeedObserver;
}

/** How far a partition has been read, and the run by which its rows are known again. */
interface Place {
  next: string | undefined;
  run: string | undefined;
}

/**
 * Reads the bank's topic of holdings as a member of a group. A batch is told before its offset is committed, and what a
 * stream has had is known by its events: what comes again after a crash or a rebalance changes nothing. One batch a
 * partition is held at a time.
 */
export class FeedReader {
  private readonly closing = new AbortController();
  private readonly member: WatchedMember;
  private readonly places = new Map<number, Place>();
  private heardAt = -Infinity;

  constructor(private readonly parts: FeedReaderParts) {
    const { kafka, topics, observer } = parts;
    const { groupId, topic } = topics;
    this.member = new WatchedMember({
      ...{ kafka, groupId, topics, names: [topic], consumer: groupId, signal: this.closing.signal },
      progress: { reached: ({ partition }) => ({ nextOffset: this.places.get(partition)?.next ?? null }) },
      observer: { restarted: ({ reason }) => observer.restarted(reason) },
      prepare: (client) => this.prepare(client),
      joined: (client) => this.joined(client),
      take: (_, payload) => this.take(payload),
      failing: (error, attempt) => {
        this.heardAt = -Infinity;
        observer.failing(error, attempt);
      },
    });
  }

  start(): void {
    this.member.start();
  }

  /** Leaves the group after the batches under way. */
  async stop(): Promise<void> {
    this.closing.abort();
    await this.member.leave();
    await Promise.all([this.parts.refused.close(), this.parts.topics.close()]);
  }

  /** False while the brokers are away, or the topic is. */
  get isReading(): boolean {
    return performance.now() - this.heardAt < SILENT_AFTER_MS;
  }

  /** Messages that wait in each partition of this instance. */
  async lag(): Promise<ReadonlyMap<number, number>> {
    const bounds = await this.parts.topics.bounds();
    return new Map(
      [...this.places].map(([partition, { next }]) => {
        const { low, high } = bounds[partition] ?? { low: '0', high: '0' };
        return [partition, Math.max(0, Number(BigInt(high) - BigInt(next ?? low)))] as const;
      }),
    );
  }

  private async prepare(client: KafkaConsumer): Promise<void> {
    const heard = (): void => void (this.heardAt = performance.now());
    await this.parts.topics.prepare();
    client.on(client.events.FETCH, heard);
    client.on(client.events.HEARTBEAT, heard);
  }

  /**
   * Nothing of a partition is fetched before it is known how far it has been read: kafkajs begins as soon as its event
   * has been told, so the partitions are paused before anything is waited for.
   */
  private async joined(client: KafkaConsumer): Promise<void> {
    const { member } = this;
    const { topic } = this.parts.topics;
    const { joins, assigned } = member;
    const partitions = [...(assigned[topic] ?? [])];
    const gone = (): boolean => joins !== member.joins || !member.isCurrent(client) || this.closing.signal.aborted;
    this.places.clear();
    client.pause([{ topic, partitions }]);
    await member.during(async () => {
      const found = await this.patiently(() => this.parts.topics.places(), gone);
      if (!found || gone()) return;
      for (const partition of partitions) this.places.set(partition, this.placeOf(partition, found.get(partition)));
      client.resume([{ topic, partitions }]);
    });
  }

  private placeOf(partition: number, found: FeedPlace | undefined): Place {
    const next = found?.committed;
    if (!found || next === undefined) return { next: undefined, run: undefined };
    const { run, low, high } = found;
    const expired = Number(BigInt(low) - BigInt(next));
    if (expired > 0) this.parts.observer.expired(partition, expired);
    // Beyond the end: the topic was made again or lost messages, and what comes has the offsets of others.
    return { next, run: BigInt(next) > BigInt(high) ? undefined : run };
  }

  private async take(payload: EachBatchPayload): Promise<void> {
    const { batch, isRunning, isStale } = payload;
    const place = this.places.get(batch.partition);
    const [first] = batch.messages;
    if (!place || !first) return;
    const { joins } = this.member;
    const moved = (): boolean => isStale() || joins !== this.member.joins;
    const gone = (): boolean => moved() || !isRunning() || this.closing.signal.aborted;
    await this.member.holding(payload, async () => {
      const run = await this.runOf(payload, place, first.offset, gone);
      if (run !== undefined) await this.takeAll(payload, place, run, { moved, gone });
    });
  }

  /**
   * The partition's run, which lasts as long as its offsets count on. It is committed before its first row is told, so
   * that all who read the row again know it.
   */
  private async runOf(
    payload: EachBatchPayload,
    place: Place,
    first: string,
    gone: () => boolean,
  ): Promise<string | undefined> {
    const isSetBack = place.next !== undefined && BigInt(first) < BigInt(place.next);
    if (place.run !== undefined && !isSetBack) return place.run;
    const run = randomUUID();
    const begun = await this.patiently(() => commit(payload, first, run).then(() => true), gone);
    if (!begun) return undefined;
    place.next = first;
    return (place.run = run);
  }

  private async takeAll(
    payload: EachBatchPayload,
    place: Place,
    run: string,
    { moved, gone }: { readonly moved: () => boolean; readonly gone: () => boolean },
  ): Promise<void> {
    const { batch, resolveOffset } = payload;
    const { messages, partition } = batch;
    for (let at = 0; at < messages.length && !gone(); at += BATCH_SIZE) {
      const some = messages.slice(at, at + BATCH_SIZE);
      const last = some.at(-1)!.offset;
      if (!(await this.takeSome(partition, run, some, gone)) || moved()) return;
      resolveOffset(last);
      // Beyond the last message there may be marks of transactions, which are nobody's to take.
      const end = at + BATCH_SIZE >= messages.length ? batch.lastOffset() : last;
      place.next = String(BigInt(end) + 1n);
      // One that fails is made good by the next one; what is read again meanwhile is known.
      await commit(payload, place.next, run).catch((error: unknown) => this.parts.observer.failing(error, 1));
    }
  }

  /** True once what is good is told, and what is not is kept beside. */
  private async takeSome(
    partition: number,
    run: string,
    messages: readonly KafkaMessage[],
    gone: () => boolean,
  ): Promise<boolean> {
    const { desk, observer, refused } = this.parts;
    const read = await readMessages(messages);
    const rows = read.flatMap(({ message, values }) => (values ? [{ line: Number(message.offset), values }] : []));
    const context = feedContext(run, Number(messages.at(-1)!.offset));
    const taken = await this.patiently(() => desk.take(rows, context, hadIn(run)), gone);
    if (!taken) return false;
    const refusals = refusalsOf(read, taken);
    if (refusals.length > 0) {
      if (!(await this.patiently(() => refused.write(partition, refusals).then(() => true), gone))) return false;
      observer.refused(partition, refusals);
    }
    const told = taken.results.filter((result) => result === 'TAKEN').length;
    const unchanged = taken.results.filter((result) => result === 'UNCHANGED').length;
    observer.taken({ told, unchanged, aside: taken.aside });
    return true;
  }

  /** Tries until it is done. Undefined where it failed and nobody needs it any more: it is done again elsewhere. */
  private async patiently<T>(work: () => Promise<T>, gone: () => boolean): Promise<T | undefined> {
    for (let attempt = 1; ; attempt++)
      try {
        return await work();
      } catch (error) {
        if (gone()) return undefined;
        this.parts.observer.failing(error, attempt);
        await pause(backOffMs(attempt, BACK_OFF), this.closing.signal);
        if (gone()) return undefined;
      }
  }
}

/** What is not taken, in the order in which it came. */
function refusalsOf(read: readonly FedRow[], { results }: TakenBatch): Refusal[] {
  const answers = results[Symbol.iterator]();
  return read.flatMap(({ message, values, fault }): Refusal[] => {
    const answer = values ? answers.next().value : fault;
    return answer === undefined || typeof answer === 'string' ? [] : [{ message, rejection: answer }];
  });
}

/** Commits where to go on in the payload's partition, and by which run. */
async function commit(payload: EachBatchPayload, offset: string, run: string): Promise<void> {
  const { topic, partition } = payload.batch;
  const partitions: FetchOffsetsPartition[] = [{ partition, offset, metadata: run }];
  await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions }] });
}
