import { type BusinessDate, type LeaveCancelled, Leaves, type LeaveTaken } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { EventLog } from '@hengxin/event-log';
import type { RecordedOf } from '@hengxin/event-sourcing';
import { keepersOn } from '@hengxin/projections';
import { Clock, EVENT_LOG } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { PortfolioQueries } from '../client-facts/portfolio.queries.js';
import { planKey, returnedItem } from '../plan-ids.js';
import type { PlanKey } from '../plan/plan.commands.js';
import type { PlanItem } from '../plan/plan.decider.js';
import { openItemsOf, plannedDays } from '../plan/plan-items.queries.js';
import { type OwnCommand, PlanStreams } from '../plan/plan-streams.js';
import { isAway } from './availability.policy.js';
import { fallenAway, returnedLine } from './leave-returns.policy.js';
import { LeaveQueries, type StoredLeave } from './leaves.projection.js';

type LeaveEvent = typeof LeaveTaken | typeof LeaveCancelled;

/** An item that fell away, and the plan in which it stood. */
type Fallen = PlanKey & { readonly item: PlanItem };

/**
 * Brings back what fell away for a leave of whole days that was taken back: on its days from today on that no other
 * leave takes, of clients whom the one who is there after all still keeps and who stand open nowhere else with them.
 */
@Injectable()
export class LeaveReturns {
  constructor(
    private readonly streams: PlanStreams,
    private readonly leaves: LeaveQueries,
    private readonly portfolio: PortfolioQueries,
    private readonly clock: Clock,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** `cause`: the event that took the leave back. Heard again, it finds everything there. */
  async after(leave: StoredLeave, cause: string, tx: Tx): Promise<void> {
    const today = this.clock.today();
    const planIds = (await this.daysBack(leave, today, tx)).map((date) => planKey(leave.staffId, date).planId);
    const plans = await this.streams.readMany(planIds);
    const fallen = [...plans.values()].flatMap(({ plan }) => fallenAway(plan).map((item) => ({ ...plan.key!, item })));
    if (fallen.length === 0) return;
    const commands = new Map<string, OwnCommand[]>();
    const clients = await this.portfolio.byIds(clientsOf(fallen), today);
    const takenOn = await this.takenOn(leave);
    for (const { item, planId, date } of await this.atHome(fallen, today, tx)) {
      const { itemId, clientId } = item;
      const client = clients.get(clientId);
      const line = client ? returnedLine(item, date, client, takenOn) : null;
      if (!line) continue;
      const data = { item: returnedItem(leave.id, itemId, line), returns: itemId };
      const command = { type: 'ReturnItem' as const, data };
      const own = { command, cause: `${cause}:${itemId}`, businessDate: today };
      commands.set(planId, [...(commands.get(planId) ?? []), own]);
    }
    for (const [planId, ofPlan] of commands) await this.streams.change(planId, ofPlan, plans.get(planId)!);
  }

  /**
   * The days of the leave, from today on, that no other leave takes whole and of which something was planned: what is
   * known of them, and today, whose plan may have been drawn a moment ago.
   */
  private async daysBack(
    { id, staffId, from, to }: StoredLeave,
    today: BusinessDate,
    tx: Tx,
  ): Promise<readonly BusinessDate[]> {
    const first = from > today ? from : today;
    if (to < first) return [];
    const others = (await this.leaves.between([staffId], first, to)).filter((other) => other.id !== id);
    const planned = await plannedDays(staffId, { from: first, to }, tx);
    return [...new Set([...(first === today ? [today] : []), ...planned])].filter((day) => !isAway(day, others));
  }

  /** Those whose client is still kept on the day, and stands in no open item of the same staff of today or to come. */
  private async atHome(fallen: readonly Fallen[], today: BusinessDate, tx: Tx): Promise<Fallen[]> {
    const asked = fallen.map(({ item: { clientId }, date }) => ({ clientId, on: date }));
    const kept = new Set((await keepersOn(asked, tx)).map(({ clientId, on, rmId }) => `${rmId} ${on} ${clientId}`));
    const open = (await openItemsOf(clientsOf(fallen), tx)).filter(({ date }) => date >= today);
    const standing = new Set(open.map(({ staffId, clientId }) => `${staffId} ${clientId}`));
    return fallen.filter(
      ({ staffId, date, item: { clientId } }) =>
        kept.has(`${staffId} ${date} ${clientId}`) && !standing.has(`${staffId} ${clientId}`),
    );
  }

  /** The day on which the leave was taken, which its stream alone tells. */
  private async takenOn({ id, staffId }: StoredLeave): Promise<BusinessDate> {
    const told = (await this.log.read(Leaves.stream(staffId))) as RecordedOf<LeaveEvent>[];
    const [takenAt] = told.flatMap((event) =>
      event.type === 'LeaveTaken' && event.data.leaveId === id ? [event.data.takenAt] : [],
    );
    return this.clock.dayOf(takenAt!);
  }
}

function clientsOf(fallen: readonly Fallen[]): string[] {
  return [...new Set(fallen.map(({ item }) => item.clientId))].sort();
}
