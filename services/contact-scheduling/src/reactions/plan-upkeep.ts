import type { BusinessDate } from '@hengxin/contracts';
import { ClientAssigned, ConsentWithdrawn } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import { Clock } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { suggestedChannel } from '../domain/consent.js';
import { PlanItemsQueries, type QuestionedItem, questionedItemsOf } from '../read-models/plan-items.queries.js';
import { NO_PLAN, type OwnCommand, PlanStreams } from './plan-streams.js';

/** Open items looked at together when a day begins. */
const PAGE = 500;

/**
 * Cancels open items that have lost their ground: the client allows no channel any more, or someone else keeps the client. It looks at how
 * things stand now, not at what the event said, so that an old event heard again cancels nothing.
 */
@Injectable()
export class PlanUpkeep {
  constructor(
    private readonly items: PlanItemsQueries,
    private readonly streams: PlanStreams,
    private readonly clock: Clock,
  ) {}

  /** After withdrawals and handovers. Answers the staff whose plans have changed. */
  async after(events: readonly RecordedEvent[], tx: Tx): Promise<Set<string>> {
    const causes = new Map(events.filter(matters).map((event) => [(event.data as { clientId: string }).clientId, event.id]));
    if (causes.size === 0) return new Set();
    const today = this.clock.today();
    const items = await questionedItemsOf([...causes.keys()], today, tx);
    return this.cancelGroundless(items, today, (item) => causes.get(item.clientId)!);
  }

  /**
   * When a day begins: handovers agreed earlier come into force on it, and consents have ended. Every open item is looked at, however long
   * ago its ground was lost, a page at a time and for as long as it `mayGoOn`.
   */
  async atDayBegin(today: BusinessDate, mayGoOn: () => boolean): Promise<void> {
    for (let page = await this.items.openAfter(null, today, PAGE); page.length > 0 && mayGoOn();) {
      await this.cancelGroundless(page, today, () => `the day ${today}`);
      page = await this.items.openAfter(page.at(-1)!, today, PAGE);
    }
  }

  private async cancelGroundless(
    items: readonly QuestionedItem[],
    today: BusinessDate,
    causeOf: (item: QuestionedItem) => string,
  ): Promise<Set<string>> {
    const commands = new Map<string, OwnCommand[]>();
    const staff = new Set<string>();
    for (const item of items) {
      const because = groundless(item, today);
      if (!because) continue;
      const command = { type: 'CancelItem' as const, data: { itemId: item.itemId, because } };
      commands.set(item.planId, [
        ...(commands.get(item.planId) ?? []),
        { command, cause: `${causeOf(item)}:${item.itemId}`, businessDate: today },
      ]);
      staff.add(item.staffId);
    }
    const plans = await this.streams.readMany([...commands.keys()]);
    await Promise.all([...commands].map(([planId, ofPlan]) => this.streams.change(planId, ofPlan, plans.get(planId) ?? NO_PLAN)));
    return staff;
  }
}

/** Withdrawals of service, and assignments: one that lies ahead takes items of its days at once, earlier ones on its day. */
function matters({ type, data }: RecordedEvent): boolean {
  return (
    type === ClientAssigned.type || (type === ConsentWithdrawn.type && (data as DataOf<typeof ConsentWithdrawn>).purpose === 'SERVICE')
  );
}

/** Someone else keeps the client on the item's day or today, or no channel is allowed then. */
function groundless(item: QuestionedItem, today: BusinessDate): 'HANDED_OVER' | 'CONSENT_WITHDRAWN' | undefined {
  if (item.keeperId !== null && item.keeperId !== item.staffId) return 'HANDED_OVER';
  const on = item.date > today ? item.date : today;
  return suggestedChannel(item.consents, item.preferredChannel, on) === null ? 'CONSENT_WITHDRAWN' : undefined;
}
