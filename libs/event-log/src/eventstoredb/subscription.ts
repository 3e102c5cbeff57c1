import { setTimeout as pause } from 'node:timers/promises';
import type { LogSubscription, SubscriptionOptions } from '../port.js';
import { END } from '../position.js';
import type { Connection } from './connection.js';
import { Feed } from './feed.js';
import { placeAfter } from './place.js';
import type { Reader } from './reader.js';
import type { EventReading } from './stored-event.js';

const DEFAULT_BATCH = 500;
const BACK_OFF_FROM_MS = 50;
const BACK_OFF_AT_MOST_MS = 5_000;

/**
 * Delivers the log to one handler, from a position on, for ever. The client's subscriptions end with their connection: this opens the
 * next one, after a pause that grows, from the last position delivered.
 */
export class Subscription implements LogSubscription {
  private stopped = false;
  private position: string;
  private feed: Feed | undefined;
  private readonly interrupt = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    private readonly connection: Connection,
    private readonly reader: Reader,
    private readonly reading: EventReading,
    private readonly epoch: number,
    private readonly options: SubscriptionOptions,
    private readonly onError: (error: unknown) => void,
  ) {
    placeAfter(epoch, options.from);
    this.position = options.from;
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.interrupt.abort();
    this.feed?.close();
    await this.running;
  }

  private async run(): Promise<void> {
    // Whoever begins at the end is told at once where that was.
    if (this.position === END) await this.untilDone(async () => this.deliver([], await this.reader.last()));
    let pace: Feed['pace'] = 'catching up';
    await this.untilDone(async (progress) => {
      for (; !this.stopped; pace = pace === 'live' ? 'catching up' : 'live') await this.follow(pace, progress);
    });
  }

  /** Delivers from one connection until it ends. */
  private async follow(pace: Feed['pace'], progress: () => void): Promise<void> {
    const { client } = this.connection;
    const { options, reading, epoch } = this;
    const from = placeAfter(epoch, this.position);
    const feed = new Feed(client, pace, from, options, options.batchSize ?? DEFAULT_BATCH, epoch, reading);
    this.feed = feed;
    try {
      for await (const { events, upTo } of feed.batches()) {
        if (this.stopped) return;
        await this.untilDone(() => this.deliver(events, upTo));
        progress();
      }
    } catch (error) {
      this.connection.lost(client, error);
      throw error;
    } finally {
      feed.close();
    }
  }

  private async deliver(events: Parameters<SubscriptionOptions['onBatch']>[0], upTo: string): Promise<void> {
    await this.options.onBatch(events, upTo);
    this.position = upTo;
  }

  /** Repeats an action until it succeeds or the subscription is stopped. `progress` takes the growing pause back to its beginning. */
  private async untilDone(action: (progress: () => void) => Promise<void>): Promise<void> {
    let waitMs = BACK_OFF_FROM_MS;
    while (!this.stopped) {
      try {
        return await action(() => (waitMs = BACK_OFF_FROM_MS));
      } catch (error) {
        if (this.stopped) return;
        this.onError(error);
        await pause(waitMs, undefined, { signal: this.interrupt.signal }).catch(() => undefined);
        waitMs = Math.min(waitMs * 2, BACK_OFF_AT_MOST_MS);
      }
    }
  }
}
