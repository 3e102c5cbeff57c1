/** Requests that may wait for one key: more would only pile up. */
const MOST_WAITING = 1_000;

/** So many at a time for each key; who comes later waits for a turn, in order. */
export class Turns {
  private readonly lines = new Map<string, { taken: number; readonly waiting: (() => void)[] }>();
  constructor(private readonly most: number) {}

  /** Undefined where there is no need to wait; false where too many do. */
  take(key: string): Promise<void> | undefined | false {
    const line = this.lines.get(key) ?? { taken: 0, waiting: [] };
    this.lines.set(key, line);
    if (line.taken < this.most) return void line.taken++;
    return line.waiting.length < MOST_WAITING && new Promise((resolve) => line.waiting.push(resolve));
  }

  /** Hands the turn on. */
  leave(key: string): void {
    const line = this.lines.get(key)!;
    const next = line.waiting.shift();
    if (next) next();
    else if (--line.taken === 0) this.lines.delete(key);
  }
}
