import { sharedRejections } from '../catalogue/shared-rejections.js';
import { QueryRefused } from './query-refused.js';

/** Values kept for a subscriber that is slow to take them. */
const BACKLOG = 1000;

/** Hands values to all listeners in this process: from a broadcast consumer to GraphQL subscriptions. */
export class Feed<Value> {
  private readonly listeners = new Set<(value: Value) => void>();

  publish(value: Value): void {
    for (const listener of this.listeners) listener(value);
  }

  get listening(): number {
    return this.listeners.size;
  }

  /**
   * The values from now on that pass the test, until the iterator is returned. Listening starts at once. A listener
   * that falls too far behind is told so after what it still holds, and no more comes: a gap is never silent.
   */
  subscribe(wanted: (value: Value) => boolean = () => true): AsyncIterableIterator<Value> {
    const waiting: Value[] = [];
    const takers: ((result: IteratorResult<Value>) => void)[] = [];
    let open = true;
    let tooSlow = false;
    const listener = (value: Value): void => {
      if (!wanted(value)) return;
      const taker = takers.shift();
      if (taker) return taker({ value, done: false });
      if (waiting.length < BACKLOG) return void waiting.push(value);
      tooSlow = true;
      this.listeners.delete(listener);
    };
    const end = async (): Promise<IteratorResult<Value>> => {
      open = false;
      waiting.length = 0;
      this.listeners.delete(listener);
      for (const taker of takers.splice(0)) taker({ value: undefined, done: true });
      return { value: undefined, done: true };
    };
    this.listeners.add(listener);
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        if (waiting.length > 0) return { value: waiting.shift()!, done: false };
        if (!open) return { value: undefined, done: true };
        if (!tooSlow) return new Promise((resolve) => takers.push(resolve));
        open = false;
        throw QueryRefused.of(sharedRejections.SUBSCRIBER_TOO_SLOW());
      },
      return: end,
      throw: async (error) => {
        await end();
        throw error;
      },
    };
  }
}
