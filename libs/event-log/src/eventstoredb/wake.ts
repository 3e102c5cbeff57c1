import { pause } from '@hengxin/waiting';
import { END } from '@eventstore/db-client';
import type { Connection } from './connection.js';
import { nothingFilter } from './filter.js';
import type { HighestPosition } from './highest-position.js';
import { formatStorePosition, isTold } from './store-position.js';

const BACK_OFF_FROM_MS = 50;
const BACK_OFF_AT_MOST_MS = 5_000;

/**
 * The one subscription of a process: it carries no event, only the places of new ones, and wakes those who read. A hint
 * and no more. It tells nothing while the server has put it back to catching up, or while it is being opened again.
 * Those events are read as well, since readers also look by themselves.
 */
export class Wake {
  private readonly closing = new AbortController();
  private listening: Promise<void> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly epoch: number,
    private readonly highest: HighestPosition,
    private readonly onWake: () => void,
  ) {}

  /** Listens from the first call on. */
  listen(): void {
    this.listening ??= this.keepListening();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.listening;
  }

  private async keepListening(): Promise<void> {
    let waitMs = BACK_OFF_FROM_MS;
    while (!this.closing.signal.aborted) {
      // Readers look by themselves meanwhile.
      await this.listenOnce(() => (waitMs = BACK_OFF_FROM_MS)).catch(() => undefined);
      await pause(waitMs, this.closing.signal);
      waitMs = Math.min(waitMs * 2, BACK_OFF_AT_MOST_MS);
    }
  }

  /** Resolves when the subscription is over. */
  private async listenOnce(onListening: () => void): Promise<void> {
    const { client } = this.connection;
    const { promise, resolve } = Promise.withResolvers<void>();
    const filter = nothingFilter((_, position) => {
      if (isTold(position)) this.highest.note(formatStorePosition(this.epoch, position));
      this.onWake();
    });
    const subscription = client.subscribeToAll({ fromPosition: END, filter, requiresLeader: true });
    const end = (): void => resolve();
    this.closing.signal.addEventListener('abort', end, { once: true });
    // Nothing comes by it, but a stream that nobody reads stands still.
    subscription.resume();
    subscription.on('caughtUp', () => (onListening(), this.onWake()));
    for (const over of ['end', 'close'] as const) subscription.on(over, end);
    subscription.on('error', (error) => {
      this.connection.lost(client, error);
      end();
    });
    await promise;
    this.closing.signal.removeEventListener('abort', end);
    await subscription.unsubscribe().catch(() => undefined);
  }
}
