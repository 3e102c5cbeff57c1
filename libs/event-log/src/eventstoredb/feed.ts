import { setTimeout as pause } from 'node:timers/promises';
import type { AllStreamResolvedEvent, AllStreamSubscription, EventStoreDBClient, Position, ReadPosition } from '@eventstore/db-client';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { isWanted, serverFilter, type Wanted } from './filter.js';
import { formatPlace } from './place.js';
import type { EventReading } from './stored-event.js';

/** Events the server looks at between two checkpoints while a subscription catches up. */
const CATCH_UP_WINDOW = 500;
/** A position that moved without an event waits this long for more: under load of others every event would be a call by itself. */
const GATHER_MS = 12;

/** Events to hand over, and the position up to which nothing more will come. */
export interface Batch {
  readonly events: readonly RecordedEvent[];
  readonly upTo: string;
}

/** What stands between the events: put into the client's own queue, so that no checkpoint overtakes an event. */
type Mark =
  { readonly mark: 'checkpoint'; readonly position: Position } | { readonly mark: 'caught up' } | { readonly mark: 'fell behind' };

/**
 * One subscription to $all on one connection, until it breaks, is closed, or changes its pace: `catching up` ends when the end of the
 * log is reached, `live` when the server says that it fell behind. Whoever reads it goes on with the other from the last batch.
 */
export class Feed {
  private readonly subscription: AllStreamSubscription;
  private failure: Error | undefined;
  private closed = false;
  private wake: () => void = () => undefined;

  constructor(
    client: EventStoreDBClient,
    private readonly pace: 'catching up' | 'live',
    fromPosition: ReadPosition,
    private readonly wanted: Wanted,
    private readonly batchSize: number,
    private readonly epoch: number,
    private readonly reading: EventReading,
  ) {
    const mark = (subscription: AllStreamSubscription, marked: Mark): void => void subscription.push(marked);
    const filter = serverFilter(wanted, pace === 'live' ? 1 : CATCH_UP_WINDOW, (subscription, position) =>
      mark(subscription, { mark: 'checkpoint', position }),
    );
    this.subscription = client.subscribeToAll({ fromPosition, filter }, { highWaterMark: batchSize });
    this.subscription.on('caughtUp', () => mark(this.subscription, { mark: 'caught up' }));
    this.subscription.on('fellBehind', () => mark(this.subscription, { mark: 'fell behind' }));
    this.subscription.on('readable', () => this.wake());
    this.subscription.on('error', (error: Error) => this.fail(error));
    for (const over of ['end', 'close'] as const)
      this.subscription.on(over, () => this.fail(new Error('the server ended the subscription')));
  }

  /** Ends the call, and with it `batches`. */
  close(): void {
    this.closed = true;
    this.wake();
    void this.subscription.unsubscribe().catch(() => undefined);
  }

  async *batches(): AsyncGenerator<Batch> {
    let live = false;
    let events: RecordedEvent[] = [];
    let upTo: string | undefined;
    /** Events that were waiting at the last checkpoint already: they wait no longer than one more. */
    let waited = false;
    const batch = (): Batch => {
      const full = { events, upTo: upTo! };
      [events, upTo, waited] = [[], undefined, false];
      return full;
    };
    for (;;) {
      const next = this.subscription.read() as AllStreamResolvedEvent | Mark | null;
      if (next === null) {
        // What came before the connection broke is delivered too: the next one begins after it.
        if ((live || this.over) && upTo !== undefined) {
          if (events.length === 0 && (await this.moreWithin(GATHER_MS))) continue;
          yield batch();
        } else if (!(await this.more())) return;
        continue;
      }
      if (!('mark' in next)) {
        const event = next.event;
        if (!event) continue;
        upTo = this.reading.position(event);
        if (isWanted(this.wanted, event)) events.push(this.reading.recorded(event));
        if (events.length === this.batchSize) yield batch();
      } else if (next.mark === 'checkpoint') {
        upTo = formatPlace(this.epoch, next.position);
        if (!live && (events.length === 0 || waited)) yield batch();
        else waited = true;
      } else {
        if (upTo !== undefined) yield batch();
        if (this.pace === 'catching up' || next.mark === 'fell behind') return;
        live = true;
      }
    }
  }

  private fail(failure: Error): void {
    this.failure ??= failure;
    this.wake();
  }

  private get over(): boolean {
    return this.closed || this.failure !== undefined;
  }

  /** True when there is something to read; false when the feed is closed; throws when it broke. */
  private async more(): Promise<boolean> {
    if (this.subscription.readableLength === 0 && !this.over) await new Promise<void>((resolve) => (this.wake = resolve));
    if (this.closed) return false;
    if (this.subscription.readableLength === 0 && this.failure) throw this.failure;
    return true;
  }

  private async moreWithin(ms: number): Promise<boolean> {
    await pause(ms);
    return this.subscription.readableLength > 0;
  }
}
