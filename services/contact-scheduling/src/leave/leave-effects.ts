import type { LeaveTaken } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { RecordedOf } from '@hengxin/event-sourcing';
import { Clock } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { AwaitedFacts } from '../client-facts/awaited-facts.js';
import { openItemsBetween } from '../plan/plan-items.queries.js';
import { type OwnCommand, PlanStreams } from '../plan/plan-streams.js';

type Taken = RecordedOf<typeof LeaveTaken>;

/**
 * Empties the plans of the days of a leave, today's if it was drawn before, and what was added by hand to days to come.
 * Days that are over keep what they had. A second delivery finds nothing open.
 */
@Injectable()
export class LeaveEffects {
  constructor(
    private readonly streams: PlanStreams,
    private readonly awaited: AwaitedFacts,
    private readonly clock: Clock,
  ) {}

  /** Answers the staff whose plans have changed. */
  async after(events: readonly Taken[], tx: Tx): Promise<Set<string>> {
    const today = this.clock.today();
    const whole = events.filter(({ data }) => data.portion === 'FULL' && data.to >= today);
    if (whole.length === 0) return new Set();
    await this.awaited.plansUpTo(whole.at(-1)!);
    for (const event of whole) await this.empty(event, today, tx);
    return new Set(whole.map(({ data }) => data.staffId));
  }

  private async empty({ id, data }: Taken, today: string, tx: Tx): Promise<void> {
    const { staffId, from, to } = data;
    const items = await openItemsBetween(staffId, { from: from > today ? from : today, to }, tx);
    const plans = new Map<string, OwnCommand[]>();
    for (const { itemId, planId } of items) {
      const command = { type: 'CancelItem' as const, data: { itemId, because: 'ON_LEAVE' as const } };
      plans.set(planId, [...(plans.get(planId) ?? []), { command, cause: `${id}:${itemId}`, businessDate: today }]);
    }
    for (const [planId, commands] of plans)
      await this.streams.change(planId, commands, await this.streams.read(planId));
  }
}
