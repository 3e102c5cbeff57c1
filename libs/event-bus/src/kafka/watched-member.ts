import { every } from '@hengxin/waiting';
import type { EachBatchPayload, Kafka, Consumer as KafkaConsumer } from 'kafkajs';
import { GroupMember, neverByItself } from './group-member.js';
import { type Assignment, Watchdog, type WatchdogOptions } from './watchdog.js';

/** A member that is gone this long loses its partitions: a killed instance's work goes on elsewhere after that. */
const SESSION_MS = 10_000;
const HEARTBEAT_MS = 2_000;
const CONCURRENT_PARTITIONS = 4;

export interface WatchedMemberOptions extends Omit<WatchdogOptions, 'source' | 'member' | 'assigned' | 'isBusy'> {
  readonly kafka: Kafka;
  readonly groupId: string;
  /** The topics that it reads. */
  readonly names: readonly string[];
  /** Before it joins, by a client that is not connected yet. Throws where it must not take part. */
  prepare(client: KafkaConsumer): Promise<void>;
  /** It has the partitions of `assigned`. Fetching begins as soon as this waits for something. */
  joined(client: KafkaConsumer): Promise<void>;
  take(client: KafkaConsumer, payload: EachBatchPayload): Promise<void>;
  failing(error: unknown, attempt: number): void;
}

/**
 * A member of a consumer group with a watchdog beside it. Where it goes on is its reader's to say: nothing is committed
 * by itself.
 */
export class WatchedMember {
  /** Its partitions, by topic. */
  assigned: Assignment = {};
  /** How often it was given partitions: what was begun at another count is another member's by now. */
  joins = 0;
  private readonly member: GroupMember;
  private readonly watchdog: Watchdog;
  /** What is under way: while the database is away it waits, and the client is well. */
  private busy = 0;

  constructor(private readonly options: WatchedMemberOptions) {
    this.member = new GroupMember({
      signal: options.signal,
      client: () => this.client(),
      run: (client) => this.run(client),
      failing: (error, attempt) => options.failing(error, attempt),
    });
    this.watchdog = new Watchdog({
      ...options,
      source: options.names.join(' '),
      member: this.member,
      assigned: () => this.assigned,
      isBusy: () => this.busy > 0,
    });
  }

  start(): void {
    this.member.join();
    this.watchdog.start();
  }

  /** Leaves the group after the batches under way. */
  async leave(): Promise<void> {
    this.watchdog.stop();
    await this.member.leave();
  }

  isCurrent(client: KafkaConsumer): boolean {
    return this.member.isCurrent(client);
  }

  /** Work during which it takes nothing, and is well. */
  async during(work: () => Promise<void>): Promise<void> {
    this.busy++;
    try {
      await work();
    } finally {
      this.busy--;
      this.watchdog.moved();
    }
  }

  /** The same with a batch in hand: it keeps its partitions, however long that lasts. */
  async holding({ heartbeat }: EachBatchPayload, work: () => Promise<void>): Promise<void> {
    const stopBeating = every(HEARTBEAT_MS, () => void heartbeat().catch(() => undefined));
    try {
      await this.during(work);
    } finally {
      stopBeating();
    }
  }

  private client(): KafkaConsumer {
    const { kafka, groupId } = this.options;
    return kafka.consumer({
      groupId,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: 2 * SESSION_MS,
      maxWaitTimeInMs: 1_000,
      allowAutoTopicCreation: false,
      retry: { retries: 20, initialRetryTime: 100, maxRetryTime: 3_000, restartOnFailure: neverByItself },
    });
  }

  private async run(client: KafkaConsumer): Promise<void> {
    const { options } = this;
    await options.prepare(client);
    client.on(client.events.GROUP_JOIN, ({ payload }) => this.joined(client, payload.memberAssignment));
    await client.connect();
    await client.subscribe({ topics: [...options.names], fromBeginning: true });
    if (options.signal.aborted) return;
    await client.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: CONCURRENT_PARTITIONS,
      eachBatch: (payload) => options.take(client, payload),
    });
    this.watchdog.moved();
  }

  private async joined(client: KafkaConsumer, assigned: Assignment): Promise<void> {
    if (!this.isCurrent(client)) return;
    this.joins++;
    this.assigned = assigned;
    await this.options.joined(client);
  }
}
