import type { RecordedEvent } from '@hengxin/event-sourcing';
import { type Checkpoint, lockCheckpoint, moveCheckpoint, type CheckpointKey } from '../checkpoint/checkpoint.js';
import { type Consumer, typesOf } from '../port/consumer.js';
import { type Delivered, type Delivery, endOf, halves, isBroken, orderOf, positionOf } from '../port/delivery.js';
import {
  BusStopped,
  failureCode,
  failureText,
  HandlerFailure,
  isContention,
  isOutage,
  isTooSlow,
  NotYet,
} from './failures.js';
import { comparePositions } from '../position/log-position.js';
import type { BusObserver } from '../port/observer.js';
import { BEHIND_PARKED, park, parkedKeys, type ToPark } from '../parking/parking.js';
import { backOff } from './pause.js';
import { skippedIds } from '../parking/skipping.js';
import type { BatchContext, Tx } from '../port/port.js';
import type { TxSource } from '../checkpoint/tx-source.js';
import { unlessStopped } from './unless-stopped.js';

const ATTEMPTS_BEFORE_PARKING = 3;
const ATTEMPTS_AT_CONTENTION = 10;
/** A batch that the database does not manage in its time twice may be too large, not the database away. */
const SLOW_BEFORE_HALVING = 2;

/** The database is behind what this process saw committed: it lost commits, and the source must go back. */
export const BEHIND = Symbol('BEHIND');

export interface ConsumerRunnerOptions {
  readonly db: TxSource;
  readonly observer: BusObserver;
  /** Aborted when the bus closes: retries end, the transaction under way does not. */
  readonly signal: AbortSignal;
}

/**
 * Applies deliveries effectively once: the handler's writes and the checkpoint commit in one transaction of the
 * service's database, under a lock that only one instance holds. A delivery that fails is split until the event at
 * fault stands alone; that one is parked, and later events of its key queue up behind it.
 */
export class ConsumerRunner {
  constructor(private readonly options: ConsumerRunnerOptions) {}

  /**
   * Applies a delivery to its end and answers the checkpoint that it left. Rejects with BusStopped when the bus closes.
   */
  async deliver(consumer: Consumer, delivery: Delivery): Promise<Checkpoint | typeof BEHIND> {
    let tooSlow = 0;
    for (let attempt = 1; ; attempt++) {
      if (this.options.signal.aborted) throw new BusStopped('the bus is closing');
      try {
        return await this.commitWhenReady(consumer, delivery);
      } catch (error) {
        if (isTooSlow(error)) tooSlow++;
        const outage = !(error instanceof HandlerFailure) || isOutage(error);
        this.options.observer.failing?.({
          ...placeOf(consumer, delivery),
          error: outage ? error : error.cause,
          attempt,
          outage,
        });
        const again =
          outage || consumer.onFailure === 'retry' || (isContention(error) && attempt < ATTEMPTS_AT_CONTENTION);
        const tooMuch = tooSlow >= SLOW_BEFORE_HALVING;
        if ((!again || tooMuch) && delivery.items.length > 1) return this.deliverHalves(consumer, delivery);
        if (!again && attempt >= ATTEMPTS_BEFORE_PARKING) return this.deliverParked(consumer, delivery, error);
        await backOff(attempt, this.options.signal);
      }
    }
  }

  /** Waits, without a connection, for what the handler finds missing. */
  private async commitWhenReady(consumer: Consumer, delivery: Delivery): Promise<Checkpoint | typeof BEHIND> {
    for (;;)
      try {
        return await this.commit(consumer, delivery);
      } catch (error) {
        if (!(error instanceof NotYet)) throw error;
        const there = error.until().catch(() => {
          throw error;
        });
        await unlessStopped(this.options.signal, there);
      }
  }

  private async deliverHalves(consumer: Consumer, delivery: Delivery): Promise<Checkpoint | typeof BEHIND> {
    const [left, right] = halves(delivery);
    const checkpoint = await this.deliver(consumer, left);
    return checkpoint === BEHIND ? BEHIND : this.deliver(consumer, right(checkpoint.position));
  }

  private async deliverParked(
    consumer: Consumer,
    delivery: Delivery,
    failure: unknown,
  ): Promise<Checkpoint | typeof BEHIND> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.commit(consumer, delivery, failure);
      } catch (error) {
        this.options.observer.failing?.({ ...placeOf(consumer, delivery), error, attempt, outage: true });
        await backOff(attempt, this.options.signal);
      }
    }
  }

  private async commit(consumer: Consumer, delivery: Delivery, failure?: unknown): Promise<Checkpoint | typeof BEHIND> {
    const place = placeOf(consumer, delivery);
    const startedAt = performance.now();
    const work = new Work(consumer, place);
    let checkpoint: Checkpoint | typeof BEHIND;
    try {
      checkpoint = await this.options.db.tx((tx) => work.run(tx, delivery, failure));
    } catch (error) {
      throw work.handled && !isOutage(error) ? new HandlerFailure('a handler failed', { cause: error }) : error;
    }
    for (const action of work.afterCommit) this.quietly(place, action);
    for (const { item, code } of work.parked) this.options.observer.parked?.({ ...place, ...describe(item), code });
    const last = work.applied.at(-1);
    if (last) {
      const ageMs = Date.now() - Date.parse(last.recordedAt);
      this.options.observer.delivered?.({
        ...place,
        events: work.applied.length,
        types: typesOf(work.applied),
        durationMs: performance.now() - startedAt,
        ageMs,
      });
    }
    return checkpoint;
  }

  private quietly(place: CheckpointKey, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.options.observer.failing?.({ ...place, error, attempt: 1, outage: false });
    }
  }
}

/** One transaction of a consumer. */
class Work {
  handled = false;
  readonly applied: RecordedEvent[] = [];
  readonly parked: ToPark[] = [];
  readonly afterCommit: (() => void)[] = [];

  constructor(
    private readonly consumer: Consumer,
    private readonly place: CheckpointKey,
  ) {}

  async run(tx: Tx, delivery: Delivery, failure: unknown): Promise<Checkpoint | typeof BEHIND> {
    const checkpoint = await lockCheckpoint(tx, this.place);
    if (lostCommits(checkpoint, delivery.since) || leavesGap(checkpoint, delivery.from)) return BEHIND;
    const fresh = freshOf(delivery.items, checkpoint.position);
    await this.sort(tx, checkpoint, fresh, failure);
    const parked = checkpoint.parked + (await park(tx, this.place, this.parked));
    if (this.applied.length > 0) {
      this.handled = true;
      await this.consumer.handle(this.applied, this.context(tx));
    }
    const position = endOf(delivery, checkpoint.position);
    const moved = { position, nextOffset: nextOffsetOf(delivery, checkpoint, position), parked };
    if (
      moved.position !== checkpoint.position ||
      moved.nextOffset !== checkpoint.nextOffset ||
      moved.parked !== checkpoint.parked
    )
      await moveCheckpoint(tx, this.place, moved);
    return moved;
  }

  /** Parts the events to apply from those to park: at fault, not understood, or behind one of these. */
  private async sort(tx: Tx, checkpoint: Checkpoint, fresh: readonly Delivered[], failure: unknown): Promise<void> {
    const blocked =
      checkpoint.parked > 0 && fresh.length > 0 ? await parkedKeys(tx, this.place, fresh) : new Set<string>();
    const skipped = await skippedIds(tx, this.place, fresh);
    for (const item of fresh) {
      if (isBroken(item) && skipped.has(item.broken.id)) continue;
      if (blocked.has(orderOf(item)))
        this.parked.push({ item, code: BEHIND_PARKED, reason: 'an earlier event of its key is parked' });
      else if (isBroken(item)) this.parked.push({ item, code: item.broken.code, reason: item.broken.reason });
      else if (failure !== undefined)
        this.parked.push({ item, code: failureCode(failure), reason: failureText(failure) });
      else {
        this.applied.push(item.event);
        continue;
      }
      blocked.add(orderOf(item));
    }
  }

  private context(tx: Tx): BatchContext {
    return { tx, ...this.place, afterCommit: (action) => this.afterCommit.push(action) };
  }
}

/**
 * What has not been applied: each position must lie above the checkpoint and above those before it, for a relay may
 * have sent the same events twice into one batch. A message without a position is known by its id, in the table of
 * parked events.
 */
function freshOf(items: readonly Delivered[], applied: string | null): Delivered[] {
  let reached = applied;
  return items.filter((item) => {
    const position = positionOf(item);
    if (position === null) return true;
    if (reached !== null && comparePositions(position, reached) <= 0) return false;
    reached = position;
    return true;
  });
}

function lostCommits({ position }: Checkpoint, since: string | null): boolean {
  return since !== null && (position === null || comparePositions(position, since) < 0);
}

function leavesGap({ nextOffset }: Checkpoint, from: string | null): boolean {
  return from !== null && nextOffset !== null && BigInt(from) > BigInt(nextOffset);
}

/**
 * The offset goes back only with something new: a member that lost its partition may bring what was applied long ago.
 */
function nextOffsetOf({ nextOffset }: Delivery, checkpoint: Checkpoint, position: string | null): string | null {
  if (nextOffset === null || checkpoint.nextOffset === null) return nextOffset ?? checkpoint.nextOffset;
  const goesBack = BigInt(nextOffset) < BigInt(checkpoint.nextOffset);
  return goesBack && position === checkpoint.position ? checkpoint.nextOffset : nextOffset;
}

function placeOf(consumer: Consumer, { source, partition }: Delivery): CheckpointKey {
  return { consumer: consumer.name, source, partition };
}

function describe(item: Delivered): { topic: string; key: string; eventId: string; type: string } {
  const { topic, key } = item;
  return isBroken(item)
    ? { topic, key, eventId: item.broken.id, type: item.broken.type }
    : { topic, key, eventId: item.event.id, type: item.event.type };
}
