import type { BusinessCalendar, BusinessDate } from '@hengxin/contracts';
import type { Directory } from '@hengxin/identity';
import { CALENDAR, DIRECTORY } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { byClaim, type DaysOfKeeper, movedItem } from './handover.policy.js';
import { LeaveQueries } from '../leave/leaves.projection.js';
import type { PlanKey } from '../plan/plan.commands.js';
import type { PlanItem } from '../plan/plan.decider.js';
import { planKey, takenOverItem } from '../plan-ids.js';
import type { QuestionedItem } from '../plan/plan-items.queries.js';
import { type OwnCommand, PlanStreams } from '../plan/plan-streams.js';

/** An open item whose client somebody else keeps. */
export interface HandedOver {
  readonly item: PlanItem;
  readonly from: QuestionedItem;
  readonly cause: string;
}

/**
 * Puts items that were handed over into the plans of the new keepers, before they are cancelled where they stood. An
 * item of which only the first was done is found again, and the second put does nothing. A keeper who is no
 * relationship manager has no plan.
 */
@Injectable()
export class Handover {
  constructor(
    private readonly streams: PlanStreams,
    private readonly leaves: LeaveQueries,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /** Answers the staff into whose plans items may have come. */
  async move(items: readonly HandedOver[], today: BusinessDate): Promise<Set<string>> {
    const plans = new Map<string, { key: PlanKey; commands: OwnCommand[] }>();
    const daysOf = await this.daysOfKeepers(items, today);
    for (const handedOver of [...items].sort((a, b) => byClaim(a.item, b.item))) {
      const move = this.moveOf(handedOver, daysOf(handedOver.from.keeperId!));
      if (!move) continue;
      const { commands } = plans.get(move.key.planId) ?? { commands: [] };
      plans.set(move.key.planId, { key: move.key, commands: [...commands, move.command] });
    }
    await Promise.all(
      [...plans.values()].map(async ({ key, commands }) => {
        // One by one: an item that went into another plan before must not hold up the others.
        for (const command of commands)
          await this.streams.change(key.planId, [command], await this.streams.read(key.planId));
      }),
    );
    return new Set([...plans.values()].map(({ key }) => key.staffId));
  }

  /** One look at the leaves for all. They may follow one another, so that no day ends the look. */
  private async daysOfKeepers(
    items: readonly HandedOver[],
    today: BusinessDate,
  ): Promise<(keeperId: string) => DaysOfKeeper> {
    const { calendar } = this;
    const keepers = [...new Set(items.map(({ from }) => from.keeperId!))].sort();
    const found = keepers.length === 0 ? [] : await this.leaves.between(keepers, today, `${calendar.lastYear}-12-31`);
    const leaves = Map.groupBy(found, ({ staffId }) => staffId);
    return (keeperId) => ({ today, leaves: leaves.get(keeperId) ?? [], calendar });
  }

  private moveOf(
    { item, from, cause }: HandedOver,
    days: DaysOfKeeper,
  ): { key: PlanKey; command: OwnCommand } | undefined {
    const moved = movedItem(item, from.date, from, days);
    const keeperId = from.keeperId!;
    if (!moved || this.directory.tree.staff(keeperId, moved.date)?.role !== 'RM') return undefined;
    const key = planKey(keeperId, moved.date);
    const { itemId, staffId, date } = from;
    const data = {
      ...key,
      item: takenOverItem(keeperId, itemId, moved.line),
      reason: moved.note,
      takenFrom: { itemId, staffId, date },
    };
    return {
      key,
      command: {
        command: { type: 'TakeOverItem', data },
        cause,
        once: `${keeperId}:${itemId}`,
        businessDate: days.today,
      },
    };
  }
}
