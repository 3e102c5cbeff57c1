import type { BusinessDate } from '@hengxin/contracts';
import type {
  ClientAssigned,
  ClientProfileChanged,
  ConsentWithdrawn,
  PlanDrawn,
  PlanItemAdded,
} from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { handleEvent, type RecordedOf } from '@hengxin/event-sourcing';
import { Clock } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { suggestedChannel } from '../client-facts/consent.rules.js';
import { PlanItemsQueries, type QuestionedItem, questionedItemsOf } from './plan-items.queries.js';
import { type HandedOver, Handover } from '../handover/handover.js';
import { NO_PLAN, type OwnCommand, PlanStreams, type StoredPlan } from './plan-streams.js';

/** Open items looked at together when a day begins. */
const PAGE = 500;

/** What may take the ground of an open item, or plan one whose ground is gone. */
type GroundsEvent =
  | typeof ClientAssigned
  | typeof ClientProfileChanged
  | typeof ConsentWithdrawn
  | typeof PlanDrawn
  | typeof PlanItemAdded;
export type Grounds = RecordedOf<GroundsEvent>;

type Because = 'HANDED_OVER' | 'COVER_ENDED' | 'ON_LEAVE' | 'CONSENT_WITHDRAWN';

interface Groundless {
  readonly item: QuestionedItem;
  readonly because: Because;
  /** What brought it to light, and the item: makes the id of the event that cancels it. */
  readonly cause: string;
}

/**
 * Cancels open items that have lost their ground: the client allows no channel any more, the leave that a cover stood
 * in for is over, or someone else keeps the client, into whose plan the item then moves. It looks at how things stand
 * now, not at what the event said, so that an old event received again changes nothing.
 */
@Injectable()
export class PlanUpkeep {
  constructor(
    private readonly items: PlanItemsQueries,
    private readonly streams: PlanStreams,
    private readonly handover: Handover,
    private readonly clock: Clock,
  ) {}

  /**
   * After withdrawals and handovers, and after items were planned: what took their ground may have been stored at the
   * same instant. Answers the staff whose plans have changed.
   */
  async after(events: readonly Grounds[], tx: Tx): Promise<Set<string>> {
    const causes = new Map(events.flatMap((event) => clientsOf(event).map((clientId) => [clientId, event.id])));
    if (causes.size === 0) return new Set();
    const today = this.clock.today();
    const items = await questionedItemsOf([...causes.keys()], today, tx);
    return this.tidy(items, today, (item) => causes.get(item.clientId)!);
  }

  /**
   * When a day begins: handovers agreed earlier come into force on it, and consents have ended. Every open item is
   * looked at, however long ago its ground was lost, a page at a time and for as long as it `mayGoOn`.
   */
  async atDayBegin(today: BusinessDate, mayGoOn: () => boolean): Promise<void> {
    for (let page = await this.items.openAfter(null, today, PAGE); page.length > 0 && mayGoOn();) {
      const [next] = await Promise.all([
        this.items.openAfter(page.at(-1)!, today, PAGE),
        this.tidy(page, today, () => `the day ${today}`),
      ]);
      page = next;
    }
  }

  private async tidy(
    items: readonly QuestionedItem[],
    today: BusinessDate,
    causeOf: (item: QuestionedItem) => string,
  ): Promise<Set<string>> {
    const lost = items.flatMap((item): Groundless[] => {
      const because = groundless(item, today);
      return because ? [{ item, because, cause: `${causeOf(item)}:${item.itemId}` }] : [];
    });
    if (lost.length === 0) return new Set();
    const plans = await this.streams.readMany([...new Set(lost.map(({ item }) => item.planId))]);
    // First they move, then they are cancelled: broken off in between, it is done over, and nothing is left behind.
    const keepers = await this.handover.move(handedOver(lost, plans), today);
    await this.cancel(lost, plans, today);
    return new Set([...keepers, ...lost.map(({ item }) => item.staffId)]);
  }

  private async cancel(
    lost: readonly Groundless[],
    plans: ReadonlyMap<string, StoredPlan>,
    today: BusinessDate,
  ): Promise<void> {
    const commands = new Map<string, OwnCommand[]>();
    for (const { item, because, cause } of lost) {
      const command = { type: 'CancelItem' as const, data: { itemId: item.itemId, because } };
      commands.set(item.planId, [...(commands.get(item.planId) ?? []), { command, cause, businessDate: today }]);
    }
    await Promise.all(
      [...commands].map(([planId, ofPlan]) => this.streams.change(planId, ofPlan, plans.get(planId) ?? NO_PLAN)),
    );
  }
}

/**
 * Clients whose open items are looked at: those who want no contact any more, of withdrawals of service, of assignments
 * (one that lies ahead takes items of its days at once, earlier ones on its day), and of what was planned.
 */
function clientsOf(event: Grounds): readonly string[] {
  return handleEvent<GroundsEvent, readonly string[]>(event, {
    ClientAssigned: ({ data }) => [data.clientId],
    ClientProfileChanged: ({ data }) => (data.doNotContact ? [data.clientId] : []),
    ConsentWithdrawn: ({ data }) => (data.purpose === 'SERVICE' ? [data.clientId] : []),
    PlanItemAdded: ({ data }) => [data.item.clientId],
    PlanDrawn: ({ data }) => data.items.map(({ clientId }) => clientId),
  });
}

/** Those that are open in their streams too: the read model may not know yet that one was done or put off. */
function handedOver(lost: readonly Groundless[], plans: ReadonlyMap<string, StoredPlan>): HandedOver[] {
  return lost.flatMap(({ item: from, because, cause }) => {
    const item = plans.get(from.planId)?.plan.items.find(({ itemId }) => itemId === from.itemId);
    return because === 'HANDED_OVER' && item?.status === 'OPEN' ? [{ item, from, cause }] : [];
  });
}

/**
 * Someone else keeps the client on the item's day or today, the leave that a cover stood in for is over, the day has
 * become one of leave, or no channel is allowed then.
 */
function groundless(item: QuestionedItem, today: BusinessDate): Because | undefined {
  const { keeperId, staffId, coverFor, covered } = item;
  if (keeperId !== null && keeperId !== staffId) {
    if (coverFor === null || keeperId !== coverFor) return 'HANDED_OVER';
    if (!covered) return 'COVER_ENDED';
  }
  if (item.onLeave) return 'ON_LEAVE';
  const on = item.date > today ? item.date : today;
  return suggestedChannel(item.consents, item.preferredChannel, on) === null ? 'CONSENT_WITHDRAWN' : undefined;
}
