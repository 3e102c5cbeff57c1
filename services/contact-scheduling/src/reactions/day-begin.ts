import type { BusinessDate } from '@hengxin/contracts';
import { isOutage } from '@hengxin/event-bus';
import type { Directory } from '@hengxin/identity';
import { Clock, Database, DIRECTORY, LOGGER, Progress } from '@hengxin/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { FACTS } from '../consumers.js';
import { PortfolioQueries } from '../read-models/portfolio.queries.js';
import { FactsAtHand, FactsUnderWay } from './facts-at-hand.js';
import { PlanDrawer } from './plan-drawer.js';
import { PlanUpkeep } from './plan-upkeep.js';

/** The clock is looked at this often, so that a day begins at once, a demo clock's too. */
const LOOK_MS = 250;
const AFTER_FAILURE_MS = 2_000;
/** How long a day waits for facts on their way before it looks again. */
const PATIENCE_MS = 60_000;
/** Relationship managers a page, and plans drawn at the same time. */
const PAGE = 200;
const AT_ONCE = 8;

/**
 * Draws everyone's plan when a business day begins, and at start for whoever has none yet. One instance does it at a time; it pages
 * through the relationship managers, so that memory stays flat however many there are. Who is asked for sooner is drawn at once elsewhere.
 * A bank that is loaded after the start is left alone until the next day begins: half of its facts may still be on their way.
 */
@Injectable()
export class DayBegin implements OnApplicationBootstrap, OnApplicationShutdown {
  private begun: BusinessDate | undefined;
  private timer: NodeJS.Timeout | undefined;
  private notBefore = 0;
  private startedAt: Date;
  private underWay: Promise<void> | undefined;
  private stopping = false;
  private readonly stopped = Promise.withResolvers<void>();

  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly progress: Progress,
    private readonly portfolio: PortfolioQueries,
    private readonly drawer: PlanDrawer,
    private readonly upkeep: PlanUpkeep,
    private readonly facts: FactsAtHand,
    @Inject(DIRECTORY) private readonly directory: Directory,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.startedAt = await this.portfolio.now();
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.stopped.resolve();
    clearInterval(this.timer);
    await this.underWay;
  }

  private look(): void {
    const today = this.clock.today();
    const started = FACTS.every((consumer) => this.progress.names.includes(consumer));
    if (this.underWay || !started || today === this.begun || performance.now() < this.notBefore) return;
    this.underWay = this.begin(today)
      .then((done) => void (done && (this.begun = today)))
      .catch((error: unknown) => this.report(error))
      .finally(() => (this.underWay = undefined));
  }

  /** True when the day has begun, here or in another instance. */
  private async begin(today: BusinessDate): Promise<boolean> {
    // A service that stops does not wait for facts: where a broker is away they may not come for long.
    await Promise.race([this.facts.upToNow(PATIENCE_MS), this.stopped.promise]);
    if (this.stopping) return false;
    const knownAt = this.begun === undefined ? this.startedAt : await this.portfolio.now();
    const isCurrent = () => !this.stopping && this.clock.today() === today;
    return this.alone(async () => {
      await this.upkeep.atDayBegin(today, isCurrent);
      if (!isCurrent()) return;
      const startedAt = performance.now();
      let drawn = 0;
      for (let page = await this.portfolio.withoutPlan(today, knownAt, '', PAGE); page.length > 0;) {
        drawn += await this.drawPage(page, today);
        if (!isCurrent()) return;
        page = await this.portfolio.withoutPlan(today, knownAt, page.at(-1)!, PAGE);
      }
      this.logger.info({ date: today, drawn, ms: Math.round(performance.now() - startedAt) }, 'the plans of the day are drawn');
    });
  }

  private async drawPage(page: readonly string[], today: BusinessDate): Promise<number> {
    const waiting = page.filter((rmId) => this.directory.tree.staffPlacedOn(rmId, today)?.role === 'RM');
    let drawn = 0;
    const work = async (): Promise<void> => {
      for (let rmId = waiting.shift(); rmId !== undefined && !this.stopping; rmId = waiting.shift())
        if ((await this.drawer.draw(rmId, today)).drawn) drawn++;
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return drawn;
  }

  /** Under a lock that one instance holds. False when another one does: it will see the day through, or this one tries again. */
  private async alone(work: () => Promise<void>): Promise<boolean> {
    const connection = await this.database.pool.connect();
    try {
      const { rows } = await connection.query<{ free: boolean }>(
        "select pg_try_advisory_lock(hashtext(current_schema() || ' day begin')) as free",
      );
      if (!rows[0]!.free) return false;
      await work();
      return true;
    } finally {
      // Releasing may fail with the connection; then the lock is gone as well.
      const broken = await connection.query('select pg_advisory_unlock_all()').then(
        () => undefined,
        (error: Error) => error,
      );
      connection.release(broken);
    }
  }

  private report(error: unknown): void {
    this.notBefore = performance.now() + AFTER_FAILURE_MS;
    if (error instanceof FactsUnderWay || isOutage(error)) this.logger.warn({ err: error }, 'the plans of the day wait');
    else this.logger.error({ err: error }, 'the plans of the day could not be drawn');
  }
}
