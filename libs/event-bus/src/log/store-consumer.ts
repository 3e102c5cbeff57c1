import type { EventLog, LogSubscription } from '@hengxin/event-log';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { every, type Stop } from '@hengxin/waiting';
import { type Checkpoint, readCheckpoint } from '../checkpoint/checkpoint.js';
import type { Consumer } from '../port/consumer.js';
import { fromLog } from '../port/delivery.js';
import { BusStopped } from '../runner/failures.js';
import { laterOf, START } from '../position/log-position.js';
import type { BusObserver } from '../port/observer.js';
import { type Pace, Rest } from '../runner/pace.js';
import { backOff } from '../runner/pause.js';
import type { Progress } from '../progress/progress.js';
import { published } from '../port/published.js';
import { BEHIND, type ConsumerRunner } from '../runner/consumer-runner.js';
import { STORE } from '../port/source.js';
import { assertSource } from '../checkpoint/switching.js';
import type { TxSource } from '../checkpoint/tx-source.js';

/** A position passed without events is written down this often. */
const IDLE_CHECKPOINT_MS = 5_000;

export interface StoreConsumerOptions {
  readonly log: EventLog;
  readonly db: TxSource;
  readonly runner: ConsumerRunner;
  readonly progress: Progress;
  readonly observer: BusObserver;
  readonly signal: AbortSignal;
  /** Without one it never rests. */
  readonly pace?: Pick<Pace, 'worked' | 'restMs'>;
}

/** What the log delivered and the handler has not had yet. */
interface Waiting {
  readonly events: readonly RecordedEvent[];
  readonly upTo: string;
}

/**
 * Feeds one consumer from the log. After a batch it may rest, and what is stored meanwhile becomes the next one: a
 * transaction an event when there is time, few large ones when there is much. It does not rest while somebody waits for
 * what it makes. Without rest the next batch is read while its handler works.
 */
export class StoreConsumer {
  private readonly place;
  private subscription: LogSubscription | undefined;
  /** Changes with every subscription: one that was replaced may still bring a batch. */
  private reading = 0;
  private waiting: Waiting[] = [];
  private waitingEvents = 0;
  private room: (() => void) | undefined;
  private readonly rest = new Rest();
  private working: Promise<void> | undefined;
  private starting: Promise<void> | undefined;
  private since: string | null = null;
  /** How far it came itself. Progress also knows how far others came, who may lose what they committed. */
  private own: string = START;
  /** How many in a row failed before their transaction. */
  private failedBatches = 0;
  private writtenAt = 0;
  private stopWriting: Stop | undefined;

  constructor(
    readonly consumer: Consumer,
    private readonly options: StoreConsumerOptions,
  ) {
    this.place = { consumer: consumer.name, source: STORE, partition: 0 };
    options.progress.onAwaited(consumer.name, () => this.hurry());
    options.progress.onRewind(consumer.name, () => this.rewind());
  }

  /** Starts at the checkpoint, as soon as the database answers. Ends quietly when the bus closes before that. */
  async start(): Promise<void> {
    this.starting = this.begin().catch((error: unknown) => {
      if (!(error instanceof BusStopped)) this.failing(error, 1);
    });
    await this.starting;
  }

  private async begin(): Promise<void> {
    const checkpoint = await this.checkpoint();
    if (this.options.signal.aborted) return;
    this.own = START;
    this.reach(checkpoint.position ?? START, checkpoint.parked);
    this.since = checkpoint.position;
    this.subscribe(checkpoint.position ?? START);
    this.stopWriting ??= every(IDLE_CHECKPOINT_MS, () => this.writeDown());
  }

  /** Its checkpoint was set back: what it read beyond is read again. */
  private async rewind(): Promise<void> {
    await this.starting;
    this.rest.end();
    await this.working;
    if (!this.options.signal.aborted) await this.goBack('its checkpoint was set back: reading from there');
  }

  /** Ends after the batch under way; what was read beyond it is read again at the next start. */
  async stop(): Promise<void> {
    this.stopWriting?.();
    this.waiting = [];
    this.room?.();
    this.rest.end();
    await this.subscription?.stop();
    await this.working;
  }

  private async checkpoint(): Promise<Checkpoint> {
    for (let attempt = 1; ; attempt++)
      try {
        await assertSource(this.options.db, this.consumer, 'store');
        return await readCheckpoint(this.options.db, this.place);
      } catch (error) {
        this.failing(error, attempt);
        await backOff(attempt, this.options.signal);
      }
  }

  private subscribe(from: string): void {
    const { consumer } = this;
    const reading = ++this.reading;
    this.subscription = this.options.log.subscribe({
      from,
      categories: consumer.aggregates.map((aggregate) => aggregate.name),
      types: [...consumer.types],
      batchSize: consumer.batchSize,
      onBatch: async (events, upTo) => {
        if (this.reading === reading) await this.take(events, upTo);
      },
    });
  }

  private async take(events: readonly RecordedEvent[], upTo: string): Promise<void> {
    if (this.options.signal.aborted) return;
    const last = this.waiting.at(-1);
    if (events.length === 0 && last?.events.length === 0) this.waiting.pop();
    this.waiting.push({ events, upTo });
    this.waitingEvents += events.length;
    this.working ??= this.work();
    const { pace } = this.options;
    if (this.isAwaited) this.subscription?.hurry?.();
    if (pace && events.length > 0 && this.mayRest) await this.workedAndRested(pace, events);
    else if (this.waitingEvents >= this.consumer.batchSize) await new Promise<void>((resolve) => (this.room = resolve));
  }

  private async work(): Promise<void> {
    try {
      while (this.waiting.length > 0 && !this.options.signal.aborted) await this.deliverOrGoBack(this.nextBatch());
    } catch (error) {
      if (!(error instanceof BusStopped)) this.failing(error, 1);
    } finally {
      this.working = undefined;
    }
  }

  /** Until then nothing more is read: what waits unread costs nothing. */
  private async workedAndRested(pace: Pick<Pace, 'restMs'>, events: readonly RecordedEvent[]): Promise<void> {
    await this.working;
    const ms = await pace.restMs(events[0]!, events.length >= this.consumer.batchSize);
    if (this.mayRest) await this.rest.take(ms);
  }

  private get mayRest(): boolean {
    return !this.options.signal.aborted && !this.isAwaited;
  }

  private get isAwaited(): boolean {
    return this.options.progress.isAwaited(this.consumer.name);
  }

  /** Somebody begins to wait for what it makes. */
  private hurry(): void {
    this.rest.end();
    this.subscription?.hurry?.();
  }

  /** A batch that fails outside its transaction was taken already: it is read again, not passed over. */
  private async deliverOrGoBack(batch: Waiting): Promise<void> {
    try {
      await this.deliver(batch);
      this.failedBatches = 0;
    } catch (error) {
      if (error instanceof BusStopped) throw error;
      const attempt = ++this.failedBatches;
      this.failing(error, attempt);
      await backOff(attempt, this.options.signal);
      await this.goBack('a batch failed before its transaction: reading it again');
    }
  }

  private nextBatch(): Waiting {
    const taken: RecordedEvent[][] = [];
    let size = 0;
    let upTo = START;
    for (
      let next = this.waiting[0];
      next && (size === 0 || size + next.events.length <= this.consumer.batchSize);
      next = this.waiting[0]
    ) {
      this.waiting.shift();
      taken.push(next.events as RecordedEvent[]);
      size += next.events.length;
      upTo = next.upTo;
    }
    this.waitingEvents -= size;
    this.room?.();
    this.room = undefined;
    return { events: taken.length === 1 ? taken[0]! : taken.flat(), upTo };
  }

  private async deliver({ events, upTo }: Waiting): Promise<void> {
    if (events.length === 0 && performance.now() - this.writtenAt < IDLE_CHECKPOINT_MS) return this.reach(upTo);
    const items = events.map((event) => {
      const delivered = fromLog(event, this.consumer.catalogue);
      const { foreign, catalogue, personal } = this.consumer;
      return foreign ? { ...delivered, event: published(event, catalogue, personal) } : delivered;
    });
    const begun = performance.now();
    const outcome = await this.options.runner.deliver(this.consumer, {
      source: STORE,
      partition: 0,
      items,
      upTo,
      from: null,
      nextOffset: null,
      since: this.since,
    });
    this.options.pace?.worked(performance.now() - begun);
    if (outcome === BEHIND) return this.goBack('the database lost commits: going back to its checkpoint');
    this.since = outcome.position;
    this.writtenAt = performance.now();
    this.reach(outcome.position ?? upTo, outcome.parked);
  }

  private async goBack(reason: string): Promise<void> {
    this.options.observer.restarted?.({ ...this.place, reason });
    const abandoned = this.subscription;
    this.reading++;
    this.waiting = [];
    this.waitingEvents = 0;
    this.room?.();
    this.rest.end();
    void abandoned?.stop();
    this.options.progress.goBack(this.place);
    await this.begin();
  }

  private failing(error: unknown, attempt: number): void {
    this.options.observer.failing?.({ ...this.place, error, attempt, outage: true });
  }

  private reach(position: string, parked?: number): void {
    this.own = laterOf(this.own, position);
    this.options.progress.advance(this.place, { position, nextOffset: null, ...(parked !== undefined && { parked }) });
  }

  /** Lets a position passed without events reach the database, and finds out when the database lost commits. */
  private writeDown(): void {
    if (this.own === START || this.working || performance.now() - this.writtenAt < IDLE_CHECKPOINT_MS) return;
    this.waiting.push({ events: [], upTo: this.own });
    this.working ??= this.work();
  }
}
