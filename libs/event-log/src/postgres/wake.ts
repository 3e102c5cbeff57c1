import { randomUUID } from 'node:crypto';
import { after, backOffMs, pause, type Stop } from '@hengxin/waiting';
import type pg from 'pg';

/** Commits within this span share one NOTIFY; the first after a quiet while has one at once. */
const NOTIFY_EVERY_MS = 25;
/**
 * More than these are not named: a notification holds 8,000 bytes at most, and a reader that is told of no category
 * looks for all.
 */
const MOST_NAMED = 50;
const SEPARATOR = '\n';
const RECONNECT_AT_MOST_MS = 2_000;
/**
 * A notification has a transaction id, whose commit would wait for the disk beside those of the appends; a hint need
 * not survive a crash.
 */
const NOTIFY = `select pg_notify($1, $2) from set_config('synchronous_commit', 'off', true)`;

/**
 * Tells readers in this and other processes that the log grew, by LISTEN/NOTIFY. Only a hint: a reader that misses it
 * polls. NOTIFY runs outside the appending transaction, since it takes a lock that all notifying commits of a database
 * share.
 */
export class Wake {
  private readonly me = randomUUID();
  private stopNotice: Stop | undefined;
  private notifiedAt = Number.NEGATIVE_INFINITY;
  /** Categories that grew since the last notification. */
  private readonly grown = new Set<string>();
  private listener: pg.PoolClient | undefined;
  private readonly closing = new AbortController();
  private listening: Promise<void> | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly channel: string,
    /** Gets the categories that grew; none where that is not known. */
    private readonly onWake: (categories: readonly string[]) => void,
  ) {}

  /**
   * The log grew in this process: wake the own readers at once, the others within a few milliseconds while it is quiet.
   */
  grew(categories: readonly string[]): void {
    this.onWake(categories);
    for (const category of categories) this.grown.add(category);
    const dueInMs = this.notifiedAt + NOTIFY_EVERY_MS - performance.now();
    this.stopNotice ??= after(Math.max(0, dueInMs), () => this.notify());
  }

  /** Listens for the others from the first call on. */
  listen(): void {
    this.listening ??= this.keepListening();
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.stopNotice?.();
    this.listener?.release(true);
    this.listener = undefined;
    await this.listening;
  }

  private notify(): void {
    this.stopNotice = undefined;
    this.notifiedAt = performance.now();
    const named = this.grown.size > MOST_NAMED ? [] : this.grown;
    const payload = [this.me, ...named].join(SEPARATOR);
    this.grown.clear();
    this.pool.query({ name: 'event_log.notify', text: NOTIFY, values: [this.channel, payload] }).catch(() => undefined);
  }

  private async keepListening(): Promise<void> {
    for (let attempt = 0; !this.closing.signal.aborted; attempt++) {
      try {
        await this.listenOnce(() => (attempt = 0));
      } catch {
        // Polling goes on meanwhile; the next attempt follows below.
      }
      if (!this.closing.signal.aborted)
        await pause(backOffMs(attempt + 1, { firstMs: 50, longestMs: RECONNECT_AT_MOST_MS }), this.closing.signal);
    }
  }

  /** Resolves when the listening connection is lost or closed. */
  private async listenOnce(onListening: () => void): Promise<void> {
    const client = await this.pool.connect();
    if (this.closing.signal.aborted) return client.release();
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.once('end', () => resolve());
    });
    try {
      this.listener = client;
      client.on('notification', ({ payload }) => {
        const [sender, ...categories] = (payload ?? '').split(SEPARATOR);
        if (sender !== this.me) this.onWake(categories);
      });
      await client.query(`listen ${this.channel}`);
      onListening();
      this.onWake([]);
      await lost;
    } finally {
      if (this.listener === client) {
        this.listener = undefined;
        client.release(true);
      }
    }
  }
}
