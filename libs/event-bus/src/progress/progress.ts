import type { EventLog } from '@hengxin/event-log';
import { LRUCache } from 'lru-cache';
import { ConsumerLag, type Lag } from './consumer-lag.js';
import { type CheckpointKey, readCheckpoints } from '../checkpoint/checkpoint.js';
import type { Consumer } from '../port/consumer.js';
import { comparePositions, START } from '../position/log-position.js';
import { parkedUpTo } from './parked-up-to.js';
import { isOutage } from '../runner/failures.js';
import { passing, passingTheRest } from './passing.js';
import { decodePosition, InvalidPosition, type PositionToken } from '../position/position-token.js';
import { Relayed } from './relayed.js';
import { STORE } from '../port/source.js';
import type { TopicOffsets } from './topic-offsets.js';
import { merged, positionOf, type Reached, type Tracked } from './tracked.js';
import type { TxSource } from '../checkpoint/tx-source.js';
import { NotYetVisible, Waiters } from './waiters.js';
import { pause, Shared, within } from '@hengxin/waiting';

const POLL_MS = 25;
/** Tokens remembered as passed, so that what is asked again with the same one asks no broker. */
const PASSED_KEPT = 10_000;
/** Together: one of our own has some 150, a caller may make longer ones. */
const PASSED_CHARACTERS = 4_000_000;

/** Knows how far each consumer of this service has come, in this process and, by its checkpoints, in others. */
export class Progress {
  private readonly consumers = new Map<string, Tracked>();
  private readonly waiters = new Waiters(async (names) => this.learnSoon(names));
  /** Tokens that consumers of topics have passed with all that they imply: that stays so until one goes back. */
  private readonly passed = new LRUCache<string, true>({
    max: PASSED_KEPT,
    maxSize: PASSED_CHARACTERS,
    sizeCalculation: (_, token) => token.length,
  });
  private readonly behind: ConsumerLag;
  /** By categories: as many as there are lists of consumers that somebody waits for. */
  private readonly heads = new Map<string, Shared<string>>();
  topics: TopicOffsets | undefined;

  constructor(private readonly options: { readonly db: TxSource; readonly log: EventLog }) {
    this.behind = new ConsumerLag({
      log: options.log,
      consumers: () => this.consumers.values(),
      learn: (names) => this.learn(names),
      passed: (tracked, token) => passing(tracked, token, this.topics),
    });
  }

  /** Makes a consumer known; the transports do. `reads`: whether it feeds something that is read in this service. */
  track(consumer: Consumer, kind: 'store' | 'topics', { reads = true } = {}): void {
    this.consumers.set(consumer.name, {
      consumer,
      kind,
      reached: new Map(),
      reads,
      hurry: () => undefined,
      rewind: () => Promise.resolve(),
      caughtUpAt: Date.now(),
    });
  }

  /** The names of the consumers that are known so far and that a reader may wait for; the relay is none of these. */
  get names(): readonly string[] {
    return [...this.consumers.values()].filter(({ reads }) => reads).map(({ consumer }) => consumer.name);
  }

  /** Whether somebody waits for a consumer to come further. */
  isAwaited(consumer: string): boolean {
    return this.waiters.has(this.tracked(consumer));
  }

  /** Has a consumer told when somebody begins to wait for it. */
  onAwaited(consumer: string, hurry: () => void): void {
    this.tracked(consumer).hurry = hurry;
  }

  /** Has a consumer told when it is to read from its checkpoint again. */
  onRewind(consumer: string, rewind: () => Promise<void>): void {
    this.tracked(consumer).rewind = rewind;
  }

  /**
   * For a checkpoint that was set back while its consumer runs, as by a rebuild: resolves once nothing is believed to
   * be applied that is not.
   */
  async rewind(consumer: string): Promise<void> {
    await this.tracked(consumer).rewind();
  }

  /** A consumer has applied everything up to here. */
  advance({ consumer, source, partition }: CheckpointKey, to: Reached): void {
    const tracked = this.tracked(consumer);
    const partitions = tracked.reached.get(source) ?? new Map<number, Reached>();
    tracked.reached.set(source, partitions);
    const before = partitions.get(partition);
    partitions.set(partition, before ? merged(before, to) : to);
    this.waiters.look(tracked);
  }

  /** Forgets how far a consumer was: it goes back to its checkpoint. */
  goBack({ consumer, source, partition }: CheckpointKey): void {
    this.passed.clear();
    this.tracked(consumer).reached.get(source)?.delete(partition);
  }

  reached({ consumer, source, partition }: CheckpointKey): Reached | undefined {
    return this.tracked(consumer).reached.get(source)?.get(partition);
  }

  /** A token that says "holds everything up to here", for what a query answers. */
  position(consumer: string): string {
    return positionOf(this.tracked(consumer));
  }

  /**
   * Resolves once each of these consumers has passed the token, and with it all that its command rested on. Without a
   * token at once. Throws InvalidPosition for rubbish, which also is what lies beyond the end, and NotYetVisible when
   * the time is over.
   */
  async waitFor(token: string | null | undefined, consumers: readonly string[], timeoutMs = 5_000): Promise<void> {
    if (token === null || token === undefined || token === '') return;
    const decoded = decodePosition(token);
    const ofTopics = consumers.filter((name) => this.tracked(name).kind === 'topics');
    // A token that can be read holds no blank, and a consumer's name is our own.
    const asked = `${token} ${consumers.join()}`;
    if (ofTopics.length > 0 && this.passed.has(asked)) return;
    const startedAt = performance.now();
    await this.all(
      consumers,
      timeoutMs,
      (tracked) => passing(tracked, decoded, this.topics),
      () => this.assertExists(decoded),
    );
    const remainingMs = Math.max(timeoutMs - (performance.now() - startedAt), 0);
    if (ofTopics.length === 0) return;
    await this.all(ofTopics, remainingMs, (tracked) => passingTheRest(tracked, decoded, this.topics)).catch(
      (error: unknown) => {
        // A broker that is away can't tell what its topics hold.
        throw isOutage(error) ? new NotYetVisible(ofTopics, timeoutMs) : error;
      },
    );
    this.passed.set(asked, true);
  }

  /** Whether each of these consumers has passed the token by now, as far as this process knows. */
  async hasPassed(token: string, consumers: readonly string[]): Promise<boolean> {
    const decoded = decodePosition(token);
    for (const test of [passing, passingTheRest]) {
      const tests = await Promise.all(consumers.map((name) => test(this.tracked(name), decoded, this.topics)));
      if (!tests.every((isThere) => isThere())) return false;
    }
    return true;
  }

  /**
   * Those of the consumers that have passed the token without having applied all that it stands for: an event of its
   * key is parked there, or a message of its key that nobody understands. Asks the database only where something is
   * parked at all.
   */
  async parkedUpTo(token: string, consumers: readonly string[]): Promise<readonly string[]> {
    const suspects = consumers.filter((name) =>
      [...this.tracked(name).reached.values()].some((partitions) =>
        [...partitions.values()].some(({ parked }) => parked !== 0),
      ),
    );
    return suspects.length === 0 ? [] : parkedUpTo(this.options.db, suspects, decodePosition(token));
  }

  /**
   * Resolves once each of these consumers has applied what its source holds at this moment. Rejects when the time is
   * over, or on the signal.
   */
  async caughtUp(consumers: readonly string[] = this.names, timeoutMs = 60_000, signal?: AbortSignal): Promise<void> {
    const head = await this.headFor(consumers);
    await this.all(
      consumers,
      timeoutMs,
      (tracked) => passing(tracked, { position: head }, this.topics),
      undefined,
      signal,
    );
  }

  /** The last place that concerns some consumers. Events of aggregates that they do not consume keep nobody waiting. */
  private headFor(consumers: readonly string[]): Promise<string> {
    const heard = consumers.map((name) => this.tracked(name).consumer.aggregates.map((aggregate) => aggregate.name));
    // A consumer without aggregates gets the events of all.
    const categories = heard.some((names) => names.length === 0) ? [] : [...new Set(heard.flat())].sort();
    const key = categories.join();
    const head = this.heads.get(key) ?? new Shared(() => this.options.log.head(categories));
    this.heads.set(key, head);
    return head.ask();
  }

  /**
   * Resolves once each of these consumers has applied what the log holds at this moment: of topics also what relays
   * have not sent yet. For what is decided once and for good. Throws NotYetVisible when the time is over.
   */
  async heardAll(consumers: readonly string[] = this.names, timeoutMs = 60_000): Promise<void> {
    const until = performance.now() + timeoutMs;
    const late = () => new NotYetVisible(consumers, timeoutMs);
    const head = await within(timeoutMs, this.options.log.head(), late);
    const ofTopics = consumers.filter((name) => this.tracked(name).kind === 'topics');
    const ofLog = consumers.filter((name) => !ofTopics.includes(name));
    const isThere = (tracked: Tracked) => passing(tracked, { position: head }, this.topics);
    await this.all(ofLog, until - performance.now(), isThere);
    if (ofTopics.length === 0) return;
    await this.relayed(ofTopics, head, until);
    // The last event that a relay sent has arrived: what it sent before lies in the topics by now, in whichever
    // partition.
    await this.all(ofTopics, Math.max(until - performance.now(), 0), isThere).catch((error: unknown) => {
      throw isOutage(error) ? late() : error;
    });
  }

  private async relayed(consumers: readonly string[], head: string, until: number): Promise<void> {
    const late = () => new NotYetVisible(consumers, 0);
    const signal = AbortSignal.timeout(Math.ceil(Math.max(until - performance.now(), 1)));
    const relayed = new Relayed(this.options.log, head);
    const tracked = consumers.map((name) => this.tracked(name));
    while (!(await within(until - performance.now(), relayed.hasReached(tracked, signal), late))) {
      if (signal.aborted) throw late();
      for (const { hurry } of tracked) hurry();
      await this.learnSoon(consumers);
    }
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
  snapshot(): (CheckpointKey & Reached)[] {
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

  /**
   * A place beyond the end is none that anybody was told: waiting for it would hold the caller's connection for
   * nothing.
   */
  private async assertExists({ position, offsets = {} }: PositionToken): Promise<void> {
    if (comparePositions(position, await this.options.log.head()) > 0)
      throw new InvalidPosition('this position lies beyond the end');
    for (const [topic, list] of Object.entries(offsets)) {
      const bounds = (await this.topics?.bounds(topic)) ?? [];
      if (list.some((offset, i) => BigInt(offset ?? 0) > BigInt(bounds[i]?.high ?? 0)))
        throw new InvalidPosition('an offset of this position lies beyond the end');
    }
  }

  /**
   * `onWaiting` is called once where somebody has to wait at all; what it throws, but for InvalidPosition, changes
   * nothing.
   */
  private async all(
    consumers: readonly string[],
    timeoutMs: number,
    test: (tracked: Tracked) => Promise<() => boolean>,
    onWaiting: () => Promise<void> = async () => undefined,
    signal?: AbortSignal,
  ): Promise<void> {
    const startedAt = performance.now();
    // What to wait for may have to be asked of a broker that is away: that takes its time from the same patience.
    const checks = await within(
      timeoutMs,
      Promise.all(
        consumers.map(async (name) => ({ tracked: this.tracked(name), isThere: await test(this.tracked(name)) })),
      ),
      () => new NotYetVisible(consumers, timeoutMs),
    );
    const open = checks.filter(({ isThere }) => !isThere());
    if (open.length === 0) return;
    const remainingMs = () => Math.max(timeoutMs - (performance.now() - startedAt), 0);
    await within(remainingMs(), onWaiting(), () => new NotYetVisible(consumers, timeoutMs)).catch((error: unknown) => {
      if (error instanceof InvalidPosition) throw error;
    });
    await this.waiters.wait(open, { remainingMs: remainingMs(), toldMs: timeoutMs, signal });
  }

  private async learnSoon(names: readonly string[]): Promise<void> {
    await pause(POLL_MS);
    await this.learn(names).catch(() => undefined);
  }

  private async learn(names: readonly string[]): Promise<void> {
    for (const { position, nextOffset, parked, ...place } of await readCheckpoints(this.options.db, names))
      if (this.isFedBy(place)) this.advance(place, { position: position ?? START, nextOffset, parked });
  }

  /** False for the checkpoint that a consumer left when it was fed from the log and not yet from Kafka. */
  private isFedBy({ consumer, source }: CheckpointKey): boolean {
    return (source === STORE) === (this.tracked(consumer).kind === 'store');
  }
}
