import { within } from '@hengxin/waiting';

import type { Tracked } from './tracked.js';

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

/** A consumer, and the test whether it has come as far as somebody waits for. */
export interface Awaited {
  readonly tracked: Tracked;
  readonly isThere: () => boolean;
}

export interface Patience {
  readonly remainingMs: number;
  /** What the error says it waited, other waits of the same question included. */
  readonly toldMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Who waits for which consumer to come further. */
export class Waiters {
  private readonly waiters = new Set<Waiter>();
  private polling = false;

  /** `learn` takes a moment, then looks at what other instances of this service have committed. */
  constructor(private readonly learn: (consumers: readonly string[]) => Promise<void>) {}

  has(tracked: Tracked): boolean {
    for (const waiter of this.waiters) if (waiter.tracked === tracked) return true;
    return false;
  }

  /** A consumer has come further. */
  look(tracked: Tracked): void {
    for (const waiter of this.waiters) if (waiter.tracked === tracked && waiter.isThere()) waiter.arrive();
  }

  /** Resolves once all are there. Rejects with NotYetVisible when the time is over, and with the signal's reason. */
  async wait(open: readonly Awaited[], { remainingMs, toldMs, signal }: Patience): Promise<void> {
    signal?.throwIfAborted();
    const over = Promise.withResolvers<void>();
    const missing = new Set<Waiter>();
    const late = () =>
      new NotYetVisible(
        [...missing].map(({ tracked }) => tracked.consumer.name),
        toldMs,
      );
    const stop = (): void => over.reject(signal!.reason as Error);
    signal?.addEventListener('abort', stop);
    for (const each of open) {
      const waiter: Waiter = { ...each, arrive: () => void (this.leave(waiter, missing) && over.resolve()) };
      missing.add(waiter);
      this.waiters.add(waiter);
      each.tracked.hurry();
    }
    if (!this.polling) void this.poll();
    try {
      await within(remainingMs, over.promise, late);
    } finally {
      signal?.removeEventListener('abort', stop);
      for (const waiter of missing) this.waiters.delete(waiter);
    }
  }

  /** True when it was the last one missing. */
  private leave(waiter: Waiter, missing: Set<Waiter>): boolean {
    missing.delete(waiter);
    this.waiters.delete(waiter);
    return missing.size === 0;
  }

  private async poll(): Promise<void> {
    this.polling = true;
    while (this.waiters.size > 0)
      await this.learn([...new Set([...this.waiters].map(({ tracked }) => tracked.consumer.name))]);
    this.polling = false;
  }
}

interface Waiter extends Awaited {
  readonly arrive: () => void;
}
