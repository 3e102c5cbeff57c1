import type { EventCatalogue } from '@hengxin/event-sourcing';
import type { Admin, Kafka, Partitioners } from 'kafkajs';
import type { Bounds, TopicOffsets } from '../progress/topic-offsets.js';
import { kafkajs } from './kafkajs.js';
import { patiently } from './leave.js';
import { unlessStopped } from '../runner/unless-stopped.js';

/** Partitions of a topic made here. The count of a topic that exists is never changed. */
const PARTITIONS = 8;
/** As the published contract says. */
export const RETENTION_MS = 30 * 86_400_000;

/**
 * At a question, a few seconds in all. The caller asks again, after the topics have been looked up where one is not
 * known.
 */
const ATTEMPTS = 5;

let partitioner: ReturnType<(typeof Partitioners)['DefaultPartitioner']> | undefined;

/** Where a key lies among so many partitions: murmur2, as every Kafka client has it. */
export function partitionOfKey(topic: string, key: string, partitions: number): number {
  const partitionMetadata = Array.from(
    { length: partitions },
    (_, partitionId) => ({ partitionId, leader: 0 }) as never,
  );
  partitioner ??= kafkajs().Partitioners.DefaultPartitioner();
  return partitioner({ topic, partitionMetadata, message: { key, value: null } });
}

/** The platform's topics on a broker: made where they are missing, and asked where they begin and end. */
export class Topics implements TopicOffsets {
  private readonly asking: Admin;
  private connected: Promise<void> | undefined;
  private reached = false;
  private readonly closing = new AbortController();
  /** By topic: the question under way, and the one after it, which those who ask meanwhile share. */
  private readonly asked = new Map<string, { now: Promise<Bounds[]>; next?: Promise<Bounds[]> }>();
  private counts: Promise<Map<string, number>> | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly catalogue: Pick<EventCatalogue, 'aggregates'>,
  ) {
    this.asking = kafka.admin({ retry: { retries: ATTEMPTS } });
  }

  /** A caller that still waits for a broker's answer gets BusStopped. */
  async close(): Promise<void> {
    this.closing.abort();
    const closed = this.connected?.then(() => this.asking.disconnect());
    // One that still looks for a broker is closed as soon as it has found it, and nobody waits for that.
    if (this.reached) await patiently(closed);
    else closed?.catch(() => undefined);
  }

  /** Partition counts of all topics, made first where they are missing. Safe from many services at once. */
  partitions(): Promise<Map<string, number>> {
    this.counts ??= unlessStopped(this.closing.signal, this.ensure()).catch((error: unknown) => {
      this.counts = undefined;
      throw error;
    });
    return this.counts;
  }

  async partitionOf(topic: string, key: string): Promise<number | undefined> {
    const count = (await this.partitions()).get(topic);
    return count === undefined ? undefined : partitionOfKey(topic, key, count);
  }

  /**
   * What each partition of a topic holds. A crowd of readers asks the broker once for all who came while an earlier
   * answer was under way.
   */
  bounds(topic: string): Promise<Bounds[]> {
    const under = this.asked.get(topic);
    if (under) return (under.next ??= under.now.then(nothing, nothing).then(() => this.ask(topic)));
    return this.ask(topic);
  }

  private ask(topic: string): Promise<Bounds[]> {
    const question = { now: this.boundsOnce(topic) };
    this.asked.set(topic, question);
    const done = () => void (this.asked.get(topic) === question && this.asked.delete(topic));
    question.now.then(done, done);
    return question.now;
  }

  /** Asked of no topic before all are there. */
  private async boundsOnce(topic: string): Promise<Bounds[]> {
    await this.partitions();
    try {
      return await unlessStopped(this.closing.signal, this.boundsNow(topic));
    } catch (error) {
      this.mayBeGone(error);
      throw error;
    }
  }

  /**
   * Told of a broker's refusals: where one does not know a topic any more, all are looked up, and made, before the next
   * attempt.
   */
  mayBeGone(error: unknown): void {
    for (
      let cause = error as { type?: unknown; cause?: unknown } | undefined;
      cause;
      cause = cause.cause as typeof cause
    )
      if (cause.type === 'UNKNOWN_TOPIC_OR_PARTITION') this.counts = undefined;
  }

  private async boundsNow(topic: string): Promise<Bounds[]> {
    await this.connect();
    const bounds: Bounds[] = [];
    for (const { partition, low, high } of await this.asking.fetchTopicOffsets(topic))
      bounds[partition] = { low, high };
    return bounds;
  }

  async deleteGroup(groupId: string): Promise<void> {
    await this.connect();
    await this.asking.deleteGroups([groupId]);
  }

  private connect(): Promise<void> {
    this.connected ??= this.asking.connect().then(
      () => void (this.reached = true),
      (error: unknown) => {
        this.connected = undefined;
        throw error;
      },
    );
    return this.connected;
  }

  /**
   * Over a client of its own. One that was ever asked of a single topic asks of it again before it makes any, and where
   * that one is missing makes none: the topic that it waits for would never be there.
   */
  private async ensure(): Promise<Map<string, number>> {
    const making = this.kafka.admin();
    await making.connect();
    try {
      const names = this.catalogue.aggregates.map((aggregate) => aggregate.topic);
      const existing = new Set(await making.listTopics());
      const missing = names.filter((topic) => !existing.has(topic));
      if (missing.length > 0) await make(making, missing);
      const { topics } = await making.fetchTopicMetadata({ topics: names });
      return new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
    } finally {
      await patiently(making.disconnect());
    }
  }
}

const nothing = (): void => undefined;

async function make(admin: Admin, names: readonly string[]): Promise<void> {
  const configEntries = [
    { name: 'cleanup.policy', value: 'delete' },
    { name: 'retention.ms', value: String(RETENTION_MS) },
  ];
  try {
    await admin.createTopics({
      waitForLeaders: true,
      topics: names.map((topic) => ({ topic, numPartitions: PARTITIONS, configEntries })),
    });
  } catch (error) {
    // Another service may have been faster.
    const existing = new Set(await admin.listTopics());
    if (!names.every((name) => existing.has(name))) throw error;
  }
}
