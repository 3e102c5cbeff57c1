import type { BusinessDate } from '@hengxin/contracts';
import { Clock, Database, LOGGER } from '@hengxin/service-kit';
import { orAfter } from '@hengxin/waiting';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';

/** How long the plans of a day wait for its look together, from the first that asks. */
const LOOK_WITHIN_MS = 60_000;
/** Looked at that often for what another instance took in. */
const POLL_MS = 500;

/**
 * Lets the plans of a day wait until the day has been looked at for signals: a signal that time alone brings fires at
 * the same midnight at which they are drawn. Nobody waits where no day was ever told of, or longer than patience lasts:
 * without signals a bank has its plans all the same.
 */
@Injectable()
export class LookOfToday {
  /** The day for which nobody waits any more. */
  private settled: BusinessDate | undefined;
  /** The day that was gone on with before its look was heard of, as was logged. */
  private goneOn: BusinessDate | undefined;
  private asked: { readonly day: BusinessDate; readonly until: number } | undefined;
  /** Resolves with the next looks that this instance takes in. */
  private news = Promise.withResolvers<void>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves once today has been looked at; sooner where patience is over, on the signal, or as today ends. */
  async heard(patienceMs: number, signal?: AbortSignal): Promise<void> {
    const today = this.clock.today();
    if (this.settled === today) return;
    const until = Math.min(performance.now() + patienceMs, this.waitEndsOn(today));
    while (!signal?.aborted && this.clock.today() === today) {
      const news = this.news.promise;
      const latest = await this.latest();
      if (latest === null) return;
      if (latest >= today) return void (this.settled = today);
      const leftMs = until - performance.now();
      if (leftMs <= 0) return this.goOn(today, latest);
      await orAfter(Math.min(leftMs, POLL_MS), news, undefined);
    }
  }

  /** Looks were taken in: all who wait look again. */
  taken(): void {
    this.news.resolve();
    this.news = Promise.withResolvers<void>();
  }

  private async latest(): Promise<BusinessDate | null> {
    const [row] = await this.database.query<{ day: BusinessDate | null }>(LATEST, [], 'signal-look-latest');
    return row?.day ?? null;
  }

  /** Those who ask later wait as long as the day's patience lasts, and no longer. */
  private goOn(today: BusinessDate, latest: BusinessDate): void {
    if (performance.now() >= this.waitEndsOn(today)) this.settled = today;
    if (this.goneOn === today) return;
    this.goneOn = today;
    this.logger.warn({ date: today, latest }, 'plans are drawn before the day has been looked at for signals');
  }

  private waitEndsOn(today: BusinessDate): number {
    if (this.asked?.day !== today) this.asked = { day: today, until: performance.now() + LOOK_WITHIN_MS };
    return this.asked.until;
  }
}

const LATEST = 'select max(day)::text as day from signal_look';
