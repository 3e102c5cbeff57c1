import { type BusinessDate, dayNumber, startOfDay } from '@hengxin/contracts';
import type { Again, Due } from '@hengxin/deadlines';
import { Clock, Database } from '@hengxin/service-kit';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MetricSet } from '../metrics/metric-set.js';
import { lockBehind } from './client-occasions.store.js';
import { OCCASIONS } from './figures.tables.js';
import { occasionsAhead } from './occasions-ahead.deadline.js';
import { CountedOccasions } from './occasions.projection.js';
import { horizonOf } from './occasions.rules.js';
import { DaysOfBank } from './working-days.rules.js';

/** Clients counted in one transaction: the tree is claimed meanwhile. */
const PAGE = 500;
/** The one year that is waited for: it has the same key every time. */
const KEY = 'the year';

type Nothing = Record<string, never>;

/**
 * Counts the occasions of clients one year further, when a year begins and at the start. Each client's row says how far
 * it is counted, and is written with what is added: one that broke off goes on where it stopped.
 */
@Injectable()
export class OccasionsAhead implements OnApplicationBootstrap {
  private readonly counted: CountedOccasions;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    days: DaysOfBank,
    metrics: MetricSet,
  ) {
    this.counted = new CountedOccasions(days, clock.timeZone, metrics);
  }

  async onApplicationBootstrap(): Promise<void> {
    await occasionsAhead.register(this.database, [this.begins(this.clock.today())]);
  }

  async act({ signal }: Due<Nothing>): Promise<Again<Nothing>> {
    const today = this.clock.today();
    const through = horizonOf(dayNumber(today));
    while (await this.countPage(through)) if (signal.aborted) throw signal.reason;
    return { again: this.begins(`${+today.slice(0, 4) + 1}-01-01`) };
  }

  /** False where no client is left who is counted less far. */
  private countPage(through: number): Promise<boolean> {
    return this.database.tx(async (tx) => {
      const rows = await lockBehind(tx, through, PAGE);
      const context = { tx, consumer: OCCASIONS, source: 'deadline', partition: 0, afterCommit: () => undefined };
      const pairs = rows.map((row) => [row, { ...row, through }] as const);
      await this.counted.replace(pairs, context, this.clock.now());
      return rows.length > 0;
    });
  }

  private begins(day: BusinessDate): { key: string; at: string; data: Nothing } {
    return { key: KEY, at: new Date(startOfDay(day, this.clock.timeZone)).toISOString(), data: {} };
  }
}
