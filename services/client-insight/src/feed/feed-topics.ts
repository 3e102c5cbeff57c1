import { patiently } from '@hengxin/event-bus';
import { Shared } from '@hengxin/waiting';
import type { Admin, FetchOffsetsPartition, Kafka } from 'kafkajs';

/** Attempts at a question; the caller asks again. */
const ATTEMPTS = 5;
/** Of a message in the topic of refused ones: what any topic of the bank's may hold, and why it was refused. */
const REFUSED_BYTES_MOST = 8_388_608;
/** A run as it is kept beside a committed offset; other tools may keep what they like there. */
const RUN = /^[0-9a-f-]{36}$/;

/** Where a partition begins and ends, and how far the group has come in it. */
export interface FeedPlace {
  readonly low: string;
  readonly high: string;
  /** The offset to go on with; undefined where nothing has been committed. */
  readonly committed: string | undefined;
  /** The run that was committed with it. */
  readonly run: string | undefined;
}

type Bounds = Pick<FeedPlace, 'low' | 'high'>;

const UNREAD: Pick<FetchOffsetsPartition, 'offset' | 'metadata'> = { offset: '-1', metadata: null };

/** The feed's topic and the one beside it for what is refused, as a broker tells of them. */
export class FeedTopics {
  readonly refused: string;
  readonly groupId: string;
  /** Partitions of the topic of refused messages, once it is there. */
  refusedPartitions = 1;
  private admin: Admin | undefined;
  private connecting: Promise<Admin> | undefined;
  private readonly asked = new Shared(() => this.ask());

  constructor(
    private readonly kafka: Kafka,
    readonly topic: string,
  ) {
    this.refused = `${topic}.refused`;
    this.groupId = `hengxin.client-insight.feed.${topic}`;
  }

  /** Makes the topic of refused messages where it is missing. Throws while the feed's own, which is the bank's, is. */
  async prepare(): Promise<void> {
    // Over a client of its own: one that was asked of a topic that is missing makes none.
    const making = this.kafka.admin({ retry: { retries: ATTEMPTS } });
    await making.connect();
    try {
      const existing = new Set(await making.listTopics());
      if (!existing.has(this.topic)) throw new Error(`there is no topic ${this.topic}: the bank makes it`);
      if (!existing.has(this.refused)) await this.make(making);
      const { topics } = await making.fetchTopicMetadata({ topics: [this.refused] });
      this.refusedPartitions = topics[0]?.partitions.length ?? 1;
    } finally {
      await patiently(making.disconnect());
    }
  }

  /** What each partition holds. Those who ask at the same time share the broker's answer. */
  bounds(): Promise<readonly Bounds[]> {
    return this.asked.ask();
  }

  /** All partitions, and how far each has been read. */
  async places(): Promise<ReadonlyMap<number, FeedPlace>> {
    const admin = await this.connected();
    const [bounds, groups] = await Promise.all([
      this.bounds(),
      admin.fetchOffsets({ groupId: this.groupId, topics: [this.topic] }),
    ]);
    const committed = new Map(groups[0]?.partitions.map((each) => [each.partition, each] as const));
    return new Map<number, FeedPlace>(
      bounds.map(({ low, high }, partition) => {
        const { offset, metadata } = committed.get(partition) ?? UNREAD;
        // Below 0: to begin with the first or with the last.
        if (BigInt(offset) < 0n) return [partition, { low, high, committed: undefined, run: undefined }] as const;
        const run = metadata !== null && RUN.test(metadata) ? metadata : undefined;
        return [partition, { low, high, committed: offset, run }] as const;
      }),
    );
  }

  /** Does not wait for a broker that has not answered yet. */
  async close(): Promise<void> {
    if (this.admin) return patiently(this.admin.disconnect());
    this.connecting?.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  private async ask(): Promise<readonly Bounds[]> {
    const admin = await this.connected();
    const bounds: Bounds[] = [];
    for (const { partition, low, high } of await admin.fetchTopicOffsets(this.topic)) bounds[partition] = { low, high };
    return bounds;
  }

  private connected(): Promise<Admin> {
    this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin({ retry: { retries: ATTEMPTS } });
    await admin.connect();
    return (this.admin = admin);
  }

  /** What was refused stays until the bank deletes it. */
  private async make(admin: Admin): Promise<void> {
    const configEntries = [
      { name: 'cleanup.policy', value: 'delete' },
      { name: 'retention.ms', value: '-1' },
      { name: 'max.message.bytes', value: String(REFUSED_BYTES_MOST) },
    ];
    try {
      const topics = [{ topic: this.refused, numPartitions: 1, configEntries }];
      await admin.createTopics({ waitForLeaders: true, topics });
    } catch (error) {
      // Another instance may have been faster.
      if (!(await admin.listTopics()).includes(this.refused)) throw error;
    }
  }
}
