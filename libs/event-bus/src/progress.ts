import type { EventLog } from '@hengxin/event-log';
import { Behind, type Lag } from './behind.js';
import { type Place, readCheckpoints } from './checkpoint.js';
import type { Consumer } from './consumer.js';
import { comparePositions, laterOf, START } from './log-position.js';
import { decodePosition, encodePosition, type PositionToken } from './position-token.js';
import { STORE } from './source.js';
import type { TxSource } from './tx-source.js';
import { within } from './within.js';

/** How far a consumer has come in one partition. */
export interface Reached {
  readonly position: string;
  readonly nextOffset: string | null;
}

/** A read model did not come as far as a query asked for in the time it had. */
export class NotYetVisible extends Error {
  override name = 'NotYetVisible';
  constructor(
    readonly consumers: readonly string[],
    readonly waitedMs: number,
  ) {
    super(`after ${waitedMs} ms ${consumers.join(', ')} had not come as far as asked`);
  }
}

/** What Progress asks of a broker, in a service that reads topics. */
export interface TopicOffsets {
  /** The partition of a key; undefined while the topic is unknown. */
  partitionOf(topic: string, key: string): Promise<number | undefined>;
  /** What each partition holds. */
  bounds(topic: string): Promise<readonly Bounds[]>;
}

/** Offsets of a partition: of its first message, which grows as messages expire, and the one after its last. */
export interface Bounds {
  readonly low: string;
  readonly high: string;
}

/** A consumer and how far it has come. */
export interface Tracked {
  readonly consumer: Consumer;
  readonly kind: 'store' | 'topics';
  /** By source, then partition. */
  readonly reached: Map<string, Map<number, Reached>>;
  /** False for what reads and readiness need not wait for. */
  readonly reads: boolean;
  /** Told when somebody begins to wait for it. */
  hurry: () => void;
  /** When it was last seen to have applied everything. */
  caughtUpAt: number;
}

interface Waiter {
  readonly tracked: Tracked;
  readonly isThere: () => boolean;
  readonly resolve: () => void;
}

const POLL_MS = 25;

/** Knows how far each consumer of this service has come, in this process and, by its checkpoints, in others. */
export class Progress {
  private readonly consumers = new Map<string, Tracked>();
  private readonly waiters = new Set<Waiter>();
  private polling = false;
  private readonly behind: Behind;
  topics: TopicOffsets | undefined;

  constructor(private readonly options: { readonly db: TxSource; readonly log: EventLog }) {
    this.behind = new Behind({
      log: options.log,
      consumers: () => this.consumers.values(),
      learn: (names) => this.learn(names),
      passed: (tracked, token) => this.passed(tracked, token),
    });
  }

  /** Makes a consumer known; the transports do. `reads`: whether it feeds something that is read in this service. */
  track(consumer: Consumer, kind: 'store' | 'topics', { reads = true } = {}): void {
    this.consumers.set(consumer.name, { consumer, kind, reached: new Map(), reads, hurry: () => undefined, caughtUpAt: Date.now() });
  }

  /** The names of the consumers that are known so far and that a reader may wait for; the relay is none of these. */
  get names(): readonly string[] {
    return [...this.consumers.values()].filter(({ reads }) => reads).map(({ consumer }) => consumer.name);
  }

  /** Whether somebody waits for a consumer to come further. */
  isAwaited(consumer: string): boolean {
    const tracked = this.tracked(consumer);
    for (const waiter of this.waiters) if (waiter.tracked === tracked) return true;
    return false;
  }

  /** Has a consumer told when somebody begins to wait for it. */
  onAwaited(consumer: string, hurry: () => void): void {
    this.tracked(consumer).hurry = hurry;
  }

  /** A consumer has applied everything up to here. */
  advance({ consumer, source, partition }: Place, to: Reached): void {
    const tracked = this.tracked(consumer);
    const partitions = tracked.reached.get(source) ?? new Map<number, Reached>();
    tracked.reached.set(source, partitions);
    const before = partitions.get(partition);
    partitions.set(
      partition,
      before ? { position: laterOf(before.position, to.position), nextOffset: to.nextOffset ?? before.nextOffset } : to,
    );
    for (const waiter of this.waiters) if (waiter.tracked === tracked && waiter.isThere()) waiter.resolve();
  }

  /** Forgets how far a consumer was: it goes back to its checkpoint. */
  goBack({ consumer, source, partition }: Place): void {
    this.tracked(consumer).reached.get(source)?.delete(partition);
  }

  reached({ consumer, source, partition }: Place): Reached | undefined {
    return this.tracked(consumer).reached.get(source)?.get(partition);
  }

  /** A token that says "holds everything up to here", for what a query answers. */
  position(consumer: string): string {
    const { kind, reached } = this.tracked(consumer);
    let position: string = START;
    for (const partitions of reached.values()) for (const each of partitions.values()) position = laterOf(position, each.position);
    if (kind === 'store') return encodePosition({ position });
    const offsets: Record<string, (string | null)[]> = {};
    for (const [topic, partitions] of reached) {
      const list: (string | null)[] = (offsets[topic] = []);
      for (const [partition, { nextOffset }] of partitions) list[partition] = nextOffset;
      for (let i = 0; i < list.length; i++) list[i] ??= null;
    }
    return encodePosition({ position, offsets });
  }

  /**
   * Resolves once each of these consumers has passed the token. Without a token at once. Throws InvalidPosition for rubbish
   * and NotYetVisible when the time is over.
   */
  async waitFor(token: string | null | undefined, consumers: readonly string[], timeoutMs = 5_000): Promise<void> {
    if (token === null || token === undefined || token === '') return;
    const decoded = decodePosition(token);
    await this.all(consumers, timeoutMs, (tracked) => this.passed(tracked, decoded));
  }

  /** Resolves once each of these consumers has applied what its source holds at this moment. */
  async caughtUp(consumers: readonly string[] = this.names, timeoutMs = 60_000): Promise<void> {
    const tip = await this.options.log.tip();
    await this.all(consumers, timeoutMs, (tracked) => this.passed(tracked, { position: tip }));
  }

  /** How far behind each consumer is, the relay too. */
  lag(): Promise<Lag[]> {
    return this.behind.lag();
  }

  /** Seconds for which an open transaction has kept readers from what was committed beside it; 0 while they see all. */
  heldBackSeconds(): Promise<number> {
    return this.behind.heldBackSeconds();
  }

  /** What each consumer has reached, for metrics and readiness. */
  snapshot(): (Place & Reached)[] {
    return [...this.consumers.values()].flatMap(({ consumer, reached }) =>
      [...reached].flatMap(([source, partitions]) =>
        [...partitions].map(([partition, at]) => ({ consumer: consumer.name, source, partition, ...at })),
      ),
    );
  }

  private tracked(consumer: string): Tracked {
    const tracked = this.consumers.get(consumer);
    if (!tracked) throw new Error(`no consumer is called ${consumer}`);
    return tracked;
  }

  private async all(consumers: readonly string[], timeoutMs: number, test: (tracked: Tracked) => Promise<() => boolean>): Promise<void> {
    const startedAt = performance.now();
    // What to wait for may have to be asked of a broker that is away: that takes its time from the same patience.
    const checks = await within(
      timeoutMs,
      Promise.all(consumers.map(async (name) => ({ tracked: this.tracked(name), isThere: await test(this.tracked(name)) }))),
      () => new NotYetVisible(consumers, timeoutMs),
    );
    const open = checks.filter(({ isThere }) => !isThere());
    if (open.length === 0) return;
    const remainingMs = timeoutMs - (performance.now() - startedAt);
    await this.wait(open, Math.max(remainingMs, 0), timeoutMs);
  }

  private wait(open: { tracked: Tracked; isThere: () => boolean }[], remainingMs: number, timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const missing = new Set<Waiter>();
      const timer = setTimeout(() => {
        for (const waiter of missing) this.waiters.delete(waiter);
        reject(
          new NotYetVisible(
            [...missing].map(({ tracked }) => tracked.consumer.name),
            timeoutMs,
          ),
        );
      }, remainingMs);
      for (const { tracked, isThere } of open) {
        const waiter: Waiter = {
          tracked,
          isThere,
          resolve: () => {
            missing.delete(waiter);
            this.waiters.delete(waiter);
            if (missing.size > 0) return;
            clearTimeout(timer);
            resolve();
          },
        };
        missing.add(waiter);
        this.waiters.add(waiter);
        tracked.hurry();
      }
      if (!this.polling) void this.poll();
    });
  }

  /** While somebody waits, also looks at what other instances of this service have committed. */
  private async poll(): Promise<void> {
    this.polling = true;
    while (this.waiters.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      const names = [...new Set([...this.waiters].map(({ tracked }) => tracked.consumer.name))];
      if (names.length === 0) break;
      await this.learn(names).catch(() => undefined);
    }
    this.polling = false;
  }

  private async learn(names: readonly string[]): Promise<void> {
    for (const { position, nextOffset, ...place } of await readCheckpoints(this.options.db, names))
      if (this.isFedBy(place)) this.advance(place, { position: position ?? START, nextOffset });
  }

  /** False for the checkpoint that a consumer left when it was fed from the log and not yet from Kafka. */
  private isFedBy({ consumer, source }: Place): boolean {
    return (source === STORE) === (this.tracked(consumer).kind === 'store');
  }

  /** The test of one consumer against a token; what the consumer doesn't hear of, it need not wait for. */
  private async passed(tracked: Tracked, token: PositionToken): Promise<() => boolean> {
    const { consumer, kind, reached } = tracked;
    const { topic, key } = token;
    if (topic !== undefined && !consumer.aggregates.some((aggregate) => aggregate.topic === topic)) return () => true;
    const at = (source: string, partition: number): Reached | undefined => reached.get(source)?.get(partition);
    const isAt = (source: string, partition: number) => comparePositions(at(source, partition)?.position ?? START, token.position) >= 0;
    if (kind === 'store') return () => isAt(STORE, 0);
    if (topic !== undefined && key !== undefined) {
      const partition = await this.topics?.partitionOf(topic, key);
      return () => partition !== undefined && isAt(topic, partition);
    }
    const ends = token.offsets ?? (await this.ends(consumer));
    return () =>
      consumer.aggregates.every((aggregate) =>
        (ends[aggregate.topic] ?? []).every(
          (end, partition) => end === null || end === '0' || BigInt(at(aggregate.topic, partition)?.nextOffset ?? 0) >= BigInt(end),
        ),
      );
  }

  private async ends(consumer: Consumer): Promise<Record<string, readonly string[]>> {
    const topics = consumer.aggregates.map((aggregate) => aggregate.topic);
    const bounds = await Promise.all(topics.map((topic) => this.topics?.bounds(topic) ?? []));
    return Object.fromEntries(topics.map((topic, i) => [topic, bounds[i]!.map(({ high }) => high)]));
  }
}
