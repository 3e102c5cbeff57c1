import { every, type Stop } from '@hengxin/waiting';
import type { CheckpointKey } from '../checkpoint/checkpoint.js';
import type { BusObserver } from '../port/observer.js';
import type { TopicOffsets } from '../progress/topic-offsets.js';
import type { Reached } from '../progress/tracked.js';
import type { GroupMember } from './group-member.js';

/** With messages waiting and none taken for this long, the client is stuck (kafkajs issues 659 and 1441). */
const STUCK_AFTER_MS = 30_000;
const WATCH_EVERY_MS = 10_000;

/** Partitions of a member, by topic. */
export type Assignment = Readonly<Record<string, readonly number[]>>;

export interface WatchdogOptions {
  readonly consumer: string;
  /** The names of its topics, as observers are told them. */
  readonly source: string;
  readonly member: Pick<GroupMember, 'joining' | 'rejoin'>;
  readonly topics: Pick<TopicOffsets, 'bounds'>;
  /** How far it is. */
  readonly progress: { reached(place: CheckpointKey): Pick<Reached, 'nextOffset'> | undefined };
  readonly observer: BusObserver;
  readonly signal: AbortSignal;
  readonly assigned: () => Assignment;
  /** Batches or seeks are under way: while the database is away they wait, and the client is well. */
  readonly isBusy: () => boolean;
}

/** Starts a client again that takes nothing though messages wait. */
export class Watchdog {
  private movedAt = performance.now();
  private stopWatching: Stop | undefined;
  private looking = false;

  constructor(private readonly options: WatchdogOptions) {}

  start(): void {
    this.stopWatching ??= every(WATCH_EVERY_MS, () => void this.lookAfter());
  }

  stop(): void {
    this.stopWatching?.();
  }

  /** The client took something, or began. */
  moved(): void {
    this.movedAt = performance.now();
  }

  private async lookAfter(): Promise<void> {
    if (this.looking || !this.seemsStuck()) return;
    this.looking = true;
    try {
      if (!(await this.isBehind().catch(() => false))) this.moved();
      // The broker's answer may have taken its time.
      else if (this.seemsStuck()) await this.restart();
    } finally {
      this.looking = false;
    }
  }

  private seemsStuck(): boolean {
    const { isBusy, member, signal } = this.options;
    return !isBusy() && !member.joining && !signal.aborted && performance.now() - this.movedAt >= STUCK_AFTER_MS;
  }

  private async restart(): Promise<void> {
    const { consumer, source, member, observer } = this.options;
    observer.restarted?.({
      consumer,
      source,
      partition: -1,
      reason: 'messages wait and none was taken',
    });
    await member.rejoin();
  }

  private async isBehind(): Promise<boolean> {
    const { consumer, topics, progress } = this.options;
    for (const [topic, partitions] of Object.entries(this.options.assigned())) {
      const bounds = await topics.bounds(topic);
      for (const partition of partitions) {
        const { low, high } = bounds[partition] ?? { low: '0', high: '0' };
        const reached = progress.reached({ consumer, source: topic, partition })?.nextOffset ?? '0';
        if (high !== low && BigInt(high) > BigInt(reached)) return true;
      }
    }
    return false;
  }
}
