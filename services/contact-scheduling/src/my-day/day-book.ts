import type { BusinessDate } from '@hengxin/contracts';
import type { Caller, Directory } from '@hengxin/identity';
import { Clock, DIRECTORY, Feed, type Language } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DayLoader } from './day-loader.js';
import { DayPreviews } from './day-previews.js';
import { type DayView, type KeptDay, viewIn, viewOfDay } from './day-view.js';

/**
 * Days kept in memory at most, about 15 kB each; and how long at most, in case only another instance received a
 * withdrawal.
 */
const DAYS_KEPT = 10_000;
const KEPT_MS = 30_000;

/** A plan that has changed. */
export interface PlanChange {
  readonly staffId: string;
  readonly date: string;
}

interface Loading {
  readonly date: BusinessDate;
  readonly day: Promise<KeptDay>;
  /** True once the plan changed while it was read: it then serves those who asked, and is not kept. */
  overtaken: boolean;
}

/**
 * Today's days of those who look at them, in memory. A day is read from the streams of its plans, so it is right when
 * it is read; every instance is told of each change of a plan and forgets the day. Days to come are `DayPreviews`; days
 * that are over are put together as they are asked for.
 */
@Injectable()
export class DayBook {
  /** Changes of plans, for subscriptions. */
  readonly changes = new Feed<PlanChange>();
  private readonly days = new LRUCache<string, KeptDay>({ max: DAYS_KEPT, ttl: KEPT_MS });
  private readonly loading = new Map<string, Loading>();

  constructor(
    private readonly loader: DayLoader,
    private readonly clock: Clock,
    private readonly previews: DayPreviews,
    @Inject(DIRECTORY) private readonly directory: Pick<Directory, 'tree'>,
  ) {}

  /** Every day may have become another one: the bank's calendar has changed. */
  forgetAll(): void {
    this.days.clear();
    this.previews.forgetAll();
    for (const loading of this.loading.values()) loading.overtaken = true;
    this.loading.clear();
  }

  /** Today out of memory, when it is there: the common case costs no promise. */
  known({ id }: Caller, language: Language): DayView | undefined {
    const kept = this.days.get(id);
    return kept && kept.day.date === this.clock.today() ? viewIn(kept, language) : undefined;
  }

  /** Any day. Today and days to come are kept, each as long as it is right; days that are over are put together now. */
  async day(caller: Caller, date: BusinessDate, language: Language): Promise<DayView> {
    const today = this.clock.today();
    if (date === today) return viewIn(await this.loadToday(caller, today), language);
    const plans = caller.role === 'RM' && (date < today || this.keepsClientsOn(caller.id, date));
    if (date > today && plans) return viewIn(await this.previews.day(caller, date, today), language);
    return viewOfDay(await this.loader.load(caller.id, date, today, plans), language);
  }

  /** Today, put together from what the log holds now, no matter what is in memory. */
  fresh(caller: Caller, date: BusinessDate, language: Language): Promise<DayView> {
    this.forget([caller.id]);
    return this.day(caller, date, language);
  }

  forget(staffIds: Iterable<string>): void {
    for (const staffId of staffIds) {
      this.days.delete(staffId);
      this.previews.forget(staffId);
      const loading = this.loading.get(staffId);
      if (!loading) continue;
      loading.overtaken = true;
      this.loading.delete(staffId);
    }
  }

  /** Forgets the days in which these clients stand. */
  forgetClients(clientIds: readonly string[]): void {
    const clients = new Set(clientIds);
    for (const [staffId, { day }] of this.days.entries())
      if (day.items.some(({ item }) => clients.has(item.clientId))) this.forget([staffId]);
  }

  /** Takes in that plans have changed. */
  changed(changes: readonly PlanChange[]): void {
    this.forget(changes.map(({ staffId }) => staffId));
    const plans = new Map(changes.map((change) => [`${change.staffId} ${change.date}`, change]));
    for (const change of plans.values()) this.changes.publish(change);
  }

  /** Nothing is planned for a person who has left by then, or has another role. */
  private keepsClientsOn(staffId: string, date: BusinessDate): boolean {
    return this.directory.tree.staffPlacedOn(staffId, date)?.role === 'RM';
  }

  private loadToday({ id, role }: Caller, today: BusinessDate): Promise<KeptDay> {
    const known = this.loading.get(id);
    if (known?.date === today) return known.day;
    // Today's plan may be drawn now, and takes its clients out of the plans to come.
    this.previews.forget(id);
    const loading: Loading = {
      date: today,
      overtaken: false,
      day: this.loader.load(id, today, today, role === 'RM').then((day) => ({ day, views: {} })),
    };
    this.loading.set(id, loading);
    void loading.day.then(
      (kept) => this.keep(id, loading, kept),
      () => this.done(id, loading),
    );
    return loading.day;
  }

  /** A working day that found nothing to draw isn't kept: the facts may be on their way. */
  private keep(staffId: string, loading: Loading, kept: KeptDay): void {
    this.done(staffId, loading);
    const { plan, plans } = kept.day;
    const settled = plan.drawn !== null || !plans || viewIn(kept, 'zh').capacity === 0;
    if (settled && !loading.overtaken) this.days.set(staffId, kept);
  }

  private done(staffId: string, loading: Loading): void {
    if (this.loading.get(staffId) === loading) this.loading.delete(staffId);
  }
}
