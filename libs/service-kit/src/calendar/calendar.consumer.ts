import { CalendarDaySet } from '@hengxin/contracts';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import type { RecordedOf } from '@hengxin/event-sourcing';
import { Controller } from '@nestjs/common';
import { BankDays, storeDays } from './bank-days.js';

/** The consumer whose progress tells how current the bank's calendar is. */
export const CALENDAR_CONSUMER = 'calendar';

/** Takes days that the bank said of into the service's own copy, and into this instance's memory once committed. */
@Controller()
export class CalendarConsumer {
  constructor(private readonly days: BankDays) {}

  @Consumes({ consumer: CALENDAR_CONSUMER, events: [CalendarDaySet] })
  async told(events: readonly RecordedOf<typeof CalendarDaySet>[], { tx, afterCommit }: BatchContext): Promise<void> {
    const days = events.map(({ data: { date, kind } }) => ({ date, kind }));
    await storeDays(tx, days);
    afterCommit(() => this.days.take(days));
  }
}
