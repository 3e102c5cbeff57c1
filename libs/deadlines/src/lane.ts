import { poolTxSource, type TxSource } from '@hengxin/event-bus';
import { backOffMs, pause } from '@hengxin/waiting';
import type { Pool } from 'pg';
import { Attempt } from './attempt.js';
import type { AnyDeadline, On } from './deadline.js';
import { begin, end, fail, forget, type Next, nextOf } from './deadline-statements.js';
import type { DeadlinesObserver, DeadlinesOptions } from './deadlines.js';
import { leader } from './leader.js';

/** Soon after news, which may not be committed yet, and then more and more seldom: other instances register too. */
const LOOK = { firstMs: 25, longestMs: 5_000 };
/**
 * Deadlines of one moment that are acted on at the same time: few at first, and twice as many each time that more wait
 * behind them, since what acts together is stored together.
 */
const AT_ONCE = { first: 8, most: 128 };
/** What was acted on is forgotten after these days, so many rows at a time, once an hour. */
const KEPT_DAYS = 30;
const FORGOTTEN_AT_ONCE = 1_000;
const FORGET_EVERY_MS = 3_600_000;

/** Acts on the deadlines of some kinds in the order of their moments, while no other instance does. */
export class Lane {
  private readonly pool: Pool;
  private readonly database: TxSource;
  private readonly kinds: readonly string[];
  private readonly byKind: ReadonlyMap<string, AnyDeadline>;
  private woken = new AbortController();
  private looks = 0;
  private forgottenAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly name: string,
    deadlines: readonly AnyDeadline[],
    private readonly options: DeadlinesOptions,
    private readonly observer: DeadlinesObserver,
    private readonly stopping: AbortSignal,
  ) {
    this.pool = options.pool;
    this.database = poolTxSource(options.pool);
    this.byKind = new Map(deadlines.map((each) => [each.kind, each]));
    this.kinds = [...this.byKind.keys()];
  }

  /** Something was registered, or the clock moved. */
  wake(): void {
    this.looks = 0;
    this.woken.abort();
  }

  /** Until it is told to stop. */
  async run(): Promise<void> {
    while (!this.stopping.aborted) {
      this.woken = new AbortController();
      const waitMs = await this.look().catch((error: unknown) => {
        if (!this.stopping.aborted) this.observer.interrupted(error);
        return Number.POSITIVE_INFINITY;
      });
      const mostMs = backOffMs(++this.looks, LOOK);
      await pause(Math.max(0, Math.min(waitMs, mostMs)), this.woken.signal);
    }
  }

  /** Acts on all that is due, where no other instance does. Answers whether this one did. */
  async pass(): Promise<boolean> {
    return (
      (await leader(this.pool, `${this.name} deadlines`, this.stopping, (on, signal) => this.drain(on, signal))) ===
      'LED'
    );
  }

  /** Answers in how many milliseconds there is something to do, as far as is known here. */
  private async look(): Promise<number> {
    let next = await nextOf(this.database, this.kinds);
    if (!this.isDue(next)) return this.waitMs(next);
    // What is due is another instance's business, or was seen to its end.
    if (!(await this.pass())) return Number.POSITIVE_INFINITY;
    this.looks = 0;
    next = await nextOf(this.database, this.kinds);
    return this.isDue(next) ? 0 : this.waitMs(next);
  }

  private isDue({ atMs, retryInMs }: Next): boolean {
    return (atMs !== null && atMs <= this.options.clock.now()) || (retryInMs !== null && retryInMs <= 0);
  }

  private waitMs({ atMs, retryInMs }: Next): number {
    return Math.min(
      atMs === null ? Number.POSITIVE_INFINITY : atMs - this.options.clock.now(),
      retryInMs ?? Number.POSITIVE_INFINITY,
    );
  }

  /**
   * All statements go over the connection that holds the lock: an instance that has lost the lock can begin nothing.
   */
  private async drain(on: On, signal: AbortSignal): Promise<void> {
    let atOnce = AT_ONCE.first;
    while (!signal.aborted) {
      const due = await begin(on, this.kinds, this.options.clock.now(), atOnce);
      if (due.length === 0) break;
      if (due.length === atOnce) atOnce = Math.min(atOnce * 2, AT_ONCE.most);
      const attempts = due.map((row) => new Attempt(this.byKind.get(row.kind)!, row, this.options.providerOf));
      await Promise.all(attempts.map((attempt) => attempt.act(signal, this.observer)));
      await end(
        on,
        attempts.flatMap(({ outcome }) => outcome ?? []),
      );
      await fail(
        on,
        attempts.flatMap(({ failure }) => failure ?? []),
      );
    }
    await this.forgetOld(on);
  }

  private async forgetOld(on: On): Promise<void> {
    if (performance.now() < this.forgottenAt + FORGET_EVERY_MS) return;
    this.forgottenAt = performance.now();
    while (!this.stopping.aborted && (await forget(on, KEPT_DAYS, FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE);
  }
}
