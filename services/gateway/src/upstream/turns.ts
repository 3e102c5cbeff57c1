import type { Deadline } from './deadline.js';

/** Requests that may wait for one key: more would only pile up. */
const MOST_WAITING = 1_000;

/** So many at a time for each key; who comes later waits for a turn, in order. */
export class Turns {
  private readonly lines = new Map<string, { taken: number; readonly waiting: (() => void)[] }>();
  constructor(private readonly most: number) {}

  /**
   * `TAKEN` where there is no need to wait, `REFUSED` where too many do. A promise tells whether the turn came before
   * the deadline.
   */
  take(key: string, deadline: Deadline): 'TAKEN' | 'REFUSED' | Promise<boolean> {
    const line = this.lines.get(key) ?? { taken: 0, waiting: [] };
    this.lines.set(key, line);
    if (line.taken < this.most) {
      line.taken++;
      return 'TAKEN';
    }
    if (line.waiting.length >= MOST_WAITING) return 'REFUSED';
    return new Promise((resolve) => {
      const tooLate = (): void => {
        line.waiting.splice(line.waiting.indexOf(come), 1);
        resolve(false);
      };
      const come = (): void => {
        deadline.forget(tooLate);
        resolve(true);
      };
      line.waiting.push(come);
      deadline.tell(tooLate);
    });
  }

  /** Hands the turn on. */
  leave(key: string): void {
    const line = this.lines.get(key)!;
    const next = line.waiting.shift();
    if (next) next();
    else if (--line.taken === 0) this.lines.delete(key);
  }
}
