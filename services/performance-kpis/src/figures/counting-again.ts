import { pause } from '@hengxin/waiting';
import type { Progress } from '@hengxin/event-bus';
import type { OnApplicationBootstrap, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { CalendarEdition } from './calendar-edition.js';
import { FIGURES } from './figures.tables.js';

const PATIENCE_MS = 10_000;
const AGAIN_MS = 200;

/**
 * Before the service counts: empties figures of another calendar. Once the log is counted to its end: lets them be
 * shown.
 */
export class CountingAgain implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  /** Resolves when the figures may be shown, or the service stops. */
  completed: Promise<void> = Promise.resolve();
  private due = false;
  private closing = false;

  constructor(
    private readonly calendar: CalendarEdition,
    private readonly progress: Progress,
  ) {}

  async onModuleInit(): Promise<void> {
    this.due = await this.calendar.begin();
  }

  onApplicationBootstrap(): void {
    if (this.due) this.completed = this.complete();
  }

  onModuleDestroy(): void {
    this.closing = true;
  }

  /** Tries again until it succeeds: the consumer starts later than this, the log may be long, and a broker away. */
  private async complete(): Promise<void> {
    while (!this.closing)
      try {
        await this.progress.caughtUp([FIGURES.consumer], PATIENCE_MS);
        return await this.calendar.completed();
      } catch {
        await pause(AGAIN_MS);
      }
  }
}
