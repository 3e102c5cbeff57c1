import { pause } from '@hengxin/waiting';
import type { Progress } from '@hengxin/event-bus';
import type { BankDays } from '@hengxin/service-kit';
import type { OnApplicationBootstrap, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { CalendarEdition } from './calendar-edition.js';
import { FIGURES } from './figures.tables.js';

const CAUGHT_UP_WITHIN_MS = 2_000;
const AGAIN_MS = 200;

/**
 * Before the service counts, and whenever the bank says of days that they are worked or not: empties figures of another
 * calendar. Once the log is counted to its end: lets them be shown.
 */
export class CountingAgain implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  /** Resolves when the figures may be shown, or the service stops. */
  completed: Promise<void> = Promise.resolve();
  private due = false;
  private started = false;
  private waiting = false;
  private closing = false;

  constructor(
    private readonly calendar: CalendarEdition,
    private readonly progress: Pick<Progress, 'caughtUp' | 'rewind'>,
    private readonly days: Pick<BankDays, 'onChange'>,
  ) {}

  async onModuleInit(): Promise<void> {
    this.days.onChange(() => this.again());
    this.due = await this.calendar.begin();
  }

  onApplicationBootstrap(): void {
    this.started = true;
    if (this.due) this.completed = this.complete();
    // Told between the look at the tables and now.
    if (this.waiting) this.completed = this.completed.then(() => this.startedOver());
  }

  onModuleDestroy(): void {
    this.closing = true;
  }

  /** Days that are told while figures are still to be emptied are counted with them. */
  private again(): void {
    if (this.waiting) return;
    this.waiting = true;
    if (!this.started) return;
    this.completed = this.completed.then(() => this.startedOver());
  }

  private async startedOver(): Promise<void> {
    while (!this.closing)
      try {
        this.waiting = false;
        if (!(await this.calendar.begin())) return;
        await this.progress.rewind(FIGURES.consumer);
        return await this.complete();
      } catch {
        await pause(AGAIN_MS);
      }
  }

  /** Tries again until it succeeds: the consumer starts later than this, the log may be long, and a broker away. */
  private async complete(): Promise<void> {
    while (!this.closing)
      try {
        const edition = this.calendar.edition;
        await this.progress.caughtUp([FIGURES.consumer], CAUGHT_UP_WITHIN_MS);
        return await this.calendar.completed(edition);
      } catch {
        // Another calendar is on its way: it is counted with in its turn.
        if (this.waiting) return;
        await pause(AGAIN_MS);
      }
  }
}
