/** Values kept for a subscriber that is slow to take them; beyond that the oldest fall away. */
const BACKLOG = 1000;

/** Hands values to whoever listens in this process: from a broadcast consumer to GraphQL subscriptions. */
export class Feed<Value> {
  private readonly listeners = new Set<(value: Value) => void>();

  publish(value: Value): void {
    for (const listener of this.listeners) listener(value);
  }

  get listening(): number {
    return this.listeners.size;
  }

  /** The values from now on that pass the test, until the iterator is returned. Listening starts at once. */
  subscribe(wanted: (value: Value) => boolean = () => true): AsyncIterableIterator<Value> {
    const waiting: Value[] = [];
    const takers: ((result: IteratorResult<Value>) => void)[] = [];
    let open = true;
    const listener = (value: Value): void => {
      if (!wanted(value)) return;
      const taker = takers.shift();
      if (taker) return taker({ value, done: false });
      waiting.push(value);
      if (waiting.length > BACKLOG) waiting.shift();
    };
    const end = async (): Promise<IteratorResult<Value>> => {
      open = false;
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
        return new Promise((resolve) => takers.push(resolve));
      },
      return: end,
      throw: async (error) => {
        await end();
        throw error;
      },
    };
  }
}
