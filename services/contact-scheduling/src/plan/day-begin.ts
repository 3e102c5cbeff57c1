import { addDays, type BusinessDate, startOfDay } from '@hengxin/contracts';
import type { Again, Due } from '@hengxin/deadlines';
import type { Directory } from '@hengxin/identity';
import { Clock, Database, DIRECTORY, LOGGER } from '@hengxin/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { PortfolioQueries } from '../client-facts/portfolio.queries.js';
import { dayBegins } from './day-begin.deadline.js';
import { FactsAtHand } from '../client-facts/facts-at-hand.js';
import { LeaveQueries } from '../leave/leaves.projection.js';
import { PlanDrawer } from './plan-drawer.js';
import { PlanUpkeep } from './plan-upkeep.js';

/** How long a day waits for its look at signals, and then for facts on their way before it looks again. */
const FACTS_WITHIN_MS = 60_000;
/** Relationship managers a page: of these the ids alone. */
const PAGE = 1_000;

/** The one day that is waited for: it has the same key every time. */
const KEY = 'the day';

interface Known {
  readonly knownBy: string | null;
}

/**
 * Draws everyone's plan when a business day begins, and at start for managers who have none yet. It pages through the
 * relationship managers, so that memory stays flat however many there are. A plan that is asked for sooner is drawn at
 * once elsewhere. A bank that is loaded after the start is left alone until the next day begins: half of its facts may
 * still be on their way.
 */
@Injectable()
export class DayBegin implements OnApplicationBootstrap {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly portfolio: PortfolioQueries,
    private readonly drawer: PlanDrawer,
    private readonly upkeep: PlanUpkeep,
    private readonly facts: FactsAtHand,
    private readonly leaves: LeaveQueries,
    @Inject(DIRECTORY) private readonly directory: Directory,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The day of the start begins again, for managers who have no plan yet. */
  async onApplicationBootstrap(): Promise<void> {
    const startedAt = await this.portfolio.now();
    await dayBegins.register(this.database, [this.begins(this.clock.today(), startedAt.toISOString())]);
  }

  /**
   * Begins the day, unless it is over: of the days that the clock has jumped over, only the last one is begun, and
   * whole. What a bank was loaded with after the start is left alone on the day of the start.
   */
  async act({ at, data, signal }: Due<Known>): Promise<Again<Known>> {
    const day = this.clock.dayOf(at);
    const today = this.clock.today();
    if (day < today) return { again: this.begins(today, null) };
    await this.begin(day, data, signal);
    if (signal.aborted) throw signal.reason;
    return { again: this.begins(addDays(day, 1), null) };
  }

  private begins(day: BusinessDate, knownBy: string | null): { key: string; at: string; data: Known } {
    return { key: KEY, at: new Date(startOfDay(day, this.clock.timeZone)).toISOString(), data: { knownBy } };
  }

  private async begin(today: BusinessDate, { knownBy }: Known, signal: AbortSignal): Promise<void> {
    // A service that stops does not wait for facts: where a broker is away they may not come for long.
    await Promise.race([this.facts.upToNow(FACTS_WITHIN_MS, signal), aborted(signal)]);
    const isCurrent = () => !signal.aborted && this.clock.today() === today;
    const knownAt = knownBy === null ? await this.portfolio.now() : new Date(knownBy);
    await this.upkeep.atDayBegin(today, isCurrent);
    if (!isCurrent()) return;
    const startedAt = performance.now();
    let drawn = 0;
    for (let page = await this.portfolio.withoutPlan(today, knownAt, '', PAGE); page.length > 0;) {
      drawn += await this.drawPage(page, today, signal);
      if (!isCurrent()) return;
      page = await this.portfolio.withoutPlan(today, knownAt, page.at(-1)!, PAGE);
    }
    // A cover may keep nobody of their own, and is no relationship manager who kept a client.
    drawn += await this.drawPage(await this.leaves.coversOn(today), today, signal);
    this.logger.info(
      { date: today, drawn, ms: Math.round(performance.now() - startedAt) },
      'the plans of the day are drawn',
    );
  }

  private drawPage(page: readonly string[], today: BusinessDate, signal: AbortSignal): Promise<number> {
    const managers = page.filter((rmId) => this.directory.tree.staffPlacedOn(rmId, today)?.role === 'RM');
    return this.drawer.drawAll(managers, today, () => !signal.aborted);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
