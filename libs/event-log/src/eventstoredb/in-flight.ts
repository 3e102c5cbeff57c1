import { every } from '@hengxin/waiting';

import { LogUnavailable } from '../log-unavailable.js';

/** Calls of a process under way at once. More would wait in the server, and be taken for lost there. */
const AT_ONCE = 64;
const TURN_WITHIN_MS = 4_500;
const LOOK_EVERY_MS = 500;

/**
 * Lets only so many calls be under way, the others wait for their turn: a file brings hundreds of appends at once, and
 * the time of a call begins when it is sent. While the server is away nobody waits longer than for a call of his own.
 */
export class InFlight {
  private underway = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly isAway: () => boolean) {}

  async run<T>(doing: string, call: () => Promise<T>): Promise<T> {
    if (this.underway >= AT_ONCE) await this.turn(doing);
    else this.underway++;
    try {
      return await call();
    } finally {
      // The place goes to the next in line, if there is one.
      const next = this.waiting.shift();
      if (next) next();
      else this.underway--;
    }
  }

  private turn(doing: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const since = Date.now();
      const mine = (): void => (stop(), resolve());
      const stop = every(LOOK_EVERY_MS, () => {
        if (!this.isAway() || Date.now() - since < TURN_WITHIN_MS) return;
        stop();
        this.waiting.splice(this.waiting.indexOf(mine), 1);
        reject(new LogUnavailable(doing));
      });
      this.waiting.push(mine);
    });
  }
}
