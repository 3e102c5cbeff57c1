import type { BusinessDate, Channel } from '@hengxin/contracts';
import { ClientAssigned, ConsentWithdrawn } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import { Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { type ServiceConsents, suggestedChannel } from '../domain/consent.js';
import type { OpenItem } from '../read-models/plan-items.queries.js';
import { NO_PLAN, type OwnCommand, PlanStreams } from './plan-streams.js';

/** An open item with what decides whether it may stay. */
interface ItemInQuestion extends OpenItem {
  /** Who keeps the client today; null: nobody. */
  readonly rmId: string | null;
  readonly consents: ServiceConsents;
  readonly preferredChannel: Channel | null;
}

/** Days back over which a handover is looked for when a day begins: longer than a service stands still. */
const LOOK_BACK_DAYS = 31;

/**
 * Cancels open items that have lost their ground: the client allows no channel any more, or someone else keeps the client. It looks at how
 * things stand now, not at what the event said, so that an old event heard again cancels nothing.
 */
@Injectable()
export class PlanUpkeep {
  constructor(
    private readonly database: Database,
    private readonly streams: PlanStreams,
    private readonly clock: Clock,
  ) {}

  /** After withdrawals and handovers. Answers the staff whose plans have changed. */
  async after(events: readonly RecordedEvent[], tx: Tx): Promise<Set<string>> {
    const today = this.clock.today();
    const causes = new Map(
      events.filter((event) => matters(event, today)).map((event) => [(event.data as { clientId: string }).clientId, event.id]),
    );
    if (causes.size === 0) return new Set();
    const items = await tx.query<ItemInQuestion>(`${QUESTIONED} i.client_id = any($2)`, [today, [...causes.keys()]], 'questioned-items');
    return this.cancelGroundless(items, today, (item) => causes.get(item.clientId)!);
  }

  /** When a day begins: handovers agreed earlier come into force on it. */
  async atDayBegin(today: BusinessDate): Promise<Set<string>> {
    const items = await this.database.query<ItemInQuestion>(
      `${QUESTIONED} i.client_id in (select client_id from client_assignment where from_day <= $1 and from_day > $1::date - $2::int)`,
      [today, LOOK_BACK_DAYS],
      'handed-over-items',
    );
    return this.cancelGroundless(items, today, () => `the day ${today}`);
  }

  private async cancelGroundless(
    items: readonly ItemInQuestion[],
    today: BusinessDate,
    causeOf: (item: ItemInQuestion) => string,
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

/** Withdrawals of service, and assignments in force; what lies ahead is looked at on its day. */
function matters({ type, data }: RecordedEvent, today: BusinessDate): boolean {
  if (type === ConsentWithdrawn.type) return (data as DataOf<typeof ConsentWithdrawn>).purpose === 'SERVICE';
  return type === ClientAssigned.type && (data as DataOf<typeof ClientAssigned>).from <= today;
}

function groundless(item: ItemInQuestion, today: BusinessDate): 'HANDED_OVER' | 'CONSENT_WITHDRAWN' | undefined {
  if (item.rmId !== null && item.rmId !== item.staffId) return 'HANDED_OVER';
  const on = item.date > today ? item.date : today;
  return suggestedChannel(item.consents, item.preferredChannel, on) === null ? 'CONSENT_WITHDRAWN' : undefined;
}

const QUESTIONED = `
  select i.item_id as "itemId", i.plan_id as "planId", i.staff_id as "staffId", i.date, i.client_id as "clientId",
    f.consents, f.preferred_channel as "preferredChannel",
    (select rm_id from client_assignment a where a.client_id = i.client_id and a.from_day <= $1 order by from_day desc limit 1) as "rmId"
  from plan_item i join client_fact f on f.client_id = i.client_id
  where i.status = 'OPEN' and`;
