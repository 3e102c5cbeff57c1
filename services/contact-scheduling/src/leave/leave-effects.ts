import type { LeaveCancelled, LeaveTaken } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { handleEvent, type RecordedOf } from '@hengxin/event-sourcing';
import { Clock } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { AwaitedFacts } from '../client-facts/awaited-facts.js';
import { planKey } from '../plan-ids.js';
import { openClients } from '../plan/open-clients.policy.js';
import { coverItemsEnded, type OpenItem, openItemsOnLeave, PlanItemsQueries } from '../plan/plan-items.queries.js';
import { type OwnCommand, PlanStreams } from '../plan/plan-streams.js';
import { CoverOffers } from './cover-offers.js';
import { LeaveReturns } from './leave-returns.js';
import { LeaveQueries } from './leaves.projection.js';

type LeaveEvent = typeof LeaveTaken | typeof LeaveCancelled;
type Taken = RecordedOf<typeof LeaveTaken>;
type Cancelled = RecordedOf<typeof LeaveCancelled>;

/**
 * Empties the plans of the days of a leave, today's if it was drawn before, and what was added by hand to days to
 * come; and offers the cover of today's what falls to them. A leave that was taken back takes back what was offered,
 * and brings back what had fallen away. It looks at the leaves in force now, not at what the event said. Days that are
 * over keep what they had. A second delivery finds nothing open, and its offers there.
 */
@Injectable()
export class LeaveEffects {
  constructor(
    private readonly streams: PlanStreams,
    private readonly awaited: AwaitedFacts,
    private readonly covers: CoverOffers,
    private readonly leaves: LeaveQueries,
    private readonly returns: LeaveReturns,
    private readonly items: PlanItemsQueries,
    private readonly clock: Clock,
  ) {}

  /** Answers the staff whose days have changed. */
  async after(events: readonly RecordedOf<LeaveEvent>[], tx: Tx): Promise<Set<string>> {
    const today = this.clock.today();
    const changed = new Set<string>();
    if (events.length === 0) return changed;
    await this.awaited.factsUpTo(events.at(-1)!);
    for (const event of events) {
      const staff = await handleEvent<LeaveEvent, Promise<readonly (string | null)[]>>(event, {
        LeaveTaken: (taken) => this.taken(taken, today, tx),
        LeaveCancelled: (cancelled) => this.cancelled(cancelled, today, tx),
      });
      for (const id of staff) if (id !== null) changed.add(id);
    }
    return changed;
  }

  private async taken(event: Taken, today: string, tx: Tx): Promise<readonly (string | null)[]> {
    const { staffId, coverId, from, to, portion } = event.data;
    if (to < today) return [];
    if (portion === 'FULL') {
      const items = await openItemsOnLeave(staffId, { from: from > today ? from : today, to }, tx);
      await this.cancel(items, 'ON_LEAVE', event.id, today);
      if (coverId !== null && from <= today) await this.offer(coverId, event.id, today);
    }
    return [staffId, coverId];
  }

  /** Nobody sees to the clients of somebody who is there, and their plans are theirs again. */
  private async cancelled({ id, data }: Cancelled, today: string, tx: Tx): Promise<readonly (string | null)[]> {
    const leave = await this.leaves.byId(data.leaveId);
    if (!leave) return [];
    const { staffId, coverId, from, to, portion } = leave;
    if (coverId !== null)
      await this.cancel(await coverItemsEnded({ staffId, coverId, from, to }, today, tx), 'COVER_ENDED', id, today);
    if (portion === 'FULL') await this.returns.after(leave, id, tx);
    return [staffId, coverId];
  }

  private async cancel(
    items: readonly OpenItem[],
    because: 'ON_LEAVE' | 'COVER_ENDED',
    cause: string,
    today: string,
  ): Promise<void> {
    const plans = new Map<string, OwnCommand[]>();
    for (const { itemId, planId } of items) {
      const command = { type: 'CancelItem' as const, data: { itemId, because } };
      plans.set(planId, [...(plans.get(planId) ?? []), { command, cause: `${cause}:${itemId}`, businessDate: today }]);
    }
    for (const [planId, commands] of plans)
      await this.streams.change(planId, commands, await this.streams.read(planId));
  }

  /** A plan that is not drawn yet gets them when it is. */
  private async offer(coverId: string, cause: string, today: string): Promise<void> {
    const key = planKey(coverId, today);
    const stored = await this.streams.read(key.planId);
    if (!stored.plan.drawn) return;
    const open = openClients(await this.items.openBeside(coverId, today));
    const offered = await this.covers.propose(coverId, today, stored.plan, open);
    const commands = offered.map((item): OwnCommand => {
      const data = { ...key, item, reason: 'ON_LEAVE' };
      return { command: { type: 'OfferItem', data }, cause: `${cause}:${item.itemId}`, businessDate: today };
    });
    if (commands.length > 0) await this.streams.change(key.planId, commands, stored);
  }
}
