import type { BusinessDate } from '@hengxin/contracts';
import type { Caller, Covers } from '@hengxin/identity';
import { COVERS } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { PortfolioVersions } from '../client-facts/portfolio-version.js';
import { DayLoader } from './day-loader.js';
import type { KeptDay } from './day-view.js';

/** Those whose days to come are kept at most, and how many days of each; about 15 kB a day. */
const STAFF_KEPT = 2_000;
const DAYS_OF_EACH = 5;

interface Kept {
  readonly version: number;
  readonly today: BusinessDate;
  readonly plans: boolean;
  readonly days: Map<BusinessDate, Promise<KeptDay>>;
}

/**
 * Days to come, in memory as long as nothing they rest on has changed. They are drawn from the facts of some 300
 * clients, and those who look at one look again; the database counts the changes of those facts in the transaction that
 * makes them, in any instance.
 */
@Injectable()
export class DayPreviews {
  private readonly kept = new LRUCache<string, Kept>({ max: STAFF_KEPT });

  constructor(
    private readonly loader: DayLoader,
    private readonly versions: PortfolioVersions,
    @Inject(COVERS) private readonly covers: Covers,
  ) {}

  async day({ id, role }: Pick<Caller, 'id' | 'role'>, date: BusinessDate, today: BusinessDate): Promise<KeptDay> {
    // It rests on the clients of others as well, whose changes are not counted for this person: not kept.
    if (role === 'RM' && this.covers.coveredBy(id, date).length > 0)
      return { day: await this.loader.load(id, date, today, true), views: {} };
    // Before the facts are read: what changes from here on makes another version.
    const version = await this.versions.of(id);
    const { days } = this.of(id, { version, today, plans: role === 'RM' });
    const known = days.get(date);
    if (known) return known;
    if (days.size >= DAYS_OF_EACH) days.clear();
    const day = this.loader.load(id, date, today, role === 'RM').then((loaded) => ({ day: loaded, views: {} }));
    days.set(date, day);
    // One that failed is not kept. It may have been forgotten, and another one be under way.
    day.catch(() => days.get(date) === day && days.delete(date));
    return day;
  }

  /** A read still under way then serves those who asked, and no later question. */
  forget(staffId: string): void {
    this.kept.delete(staffId);
  }

  forgetAll(): void {
    this.kept.clear();
  }

  private of(staffId: string, asked: Omit<Kept, 'days'>): Kept {
    const known = this.kept.get(staffId);
    if (known && known.version === asked.version && known.today === asked.today && known.plans === asked.plans)
      return known;
    const kept: Kept = { ...asked, days: new Map() };
    this.kept.set(staffId, kept);
    return kept;
  }
}
