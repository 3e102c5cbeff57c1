import type { NewEvent } from '@hengxin/event-sourcing';
import type { AppendTexts } from '../append-texts.js';
import type { AppendResult } from '../port.js';

/** One caller's append, waiting for its group. */
export interface PendingAppend {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expectedRevision: number;
  readonly texts: AppendTexts;
  /** Epoch ms after which the caller is told that the database does not answer. */
  readonly deadline: number;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Appends in the order they came, handed out in groups. A stream is in at most one group at a time: its next append
 * waits until the earlier one is answered. So callers who do not wait for each other are still served in order.
 */
export class AppendQueue {
  private ready: PendingAppend[] = [];
  private readonly behind = new Map<string, PendingAppend[]>();

  /** Appends that could be handed out now. */
  get length(): number {
    return this.ready.length;
  }

  /** True when nothing waits and nothing is under way. */
  get isIdle(): boolean {
    return this.ready.length === 0 && this.behind.size === 0;
  }

  add(append: PendingAppend): void {
    const queue = this.behind.get(append.stream);
    if (queue) queue.push(append);
    else {
      this.behind.set(append.stream, []);
      this.ready.push(append);
    }
  }

  /**
   * The next group: 1 to `maxAppends` appends, and no more events than `maxEvents` unless the first append alone has
   * more.
   */
  take(maxAppends: number, maxEvents: number): PendingAppend[] {
    let events = 0;
    let count = 0;
    for (const append of this.ready) {
      events += append.events.length;
      if (count === maxAppends || (count > 0 && events > maxEvents)) break;
      count++;
    }
    return this.ready.splice(0, count);
  }

  /** Lets the next append of each stream of an answered group come forward. */
  release(group: readonly PendingAppend[]): void {
    for (const { stream } of group) {
      const queue = this.behind.get(stream)!;
      const next = queue.shift();
      if (next) this.ready.push(next);
      else this.behind.delete(stream);
    }
  }
}
