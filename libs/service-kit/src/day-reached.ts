import type { Tx } from '@hengxin/event-bus';
import type { BusinessDate } from '@hengxin/contracts';
import type { Clock } from './clock.js';
import type { Database } from './database/database.js';

/**
 * Puts in force what a day brings, in one transaction. `mayGoBack`: the instance has just started, and may find a later
 * day, which a demo clock left that was started over.
 */
export type PutInForce = (tx: Tx, today: BusinessDate, mayGoBack: boolean) => Promise<unknown>;

/** Sees to it that what a day brings is in force before the first question of that day is answered. */
export class DayReached {
  private last: BusinessDate | undefined;
  private underWay: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly putInForce: PutInForce,
  ) {}

  /** Resolves once today is in force: at once, except for the first question of a day. */
  reached(): Promise<void> | undefined {
    const today = this.clock.today();
    if (this.last === today) return undefined;
    return (this.underWay ??= this.reach(today).finally(() => (this.underWay = undefined)));
  }

  private async reach(today: BusinessDate): Promise<void> {
    // Another instance may be a moment ahead: the day only moves on, except for one that has just started.
    const mayGoBack = this.last === undefined;
    await this.database.tx((tx) => this.putInForce(tx, today, mayGoBack));
    this.last = today;
  }
}
