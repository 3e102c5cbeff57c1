import type { BusinessDate } from '@hengxin/contracts';
import type { Directory } from '@hengxin/identity';
import { DIRECTORY } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { byClaim, movedItem } from './handover.policy.js';
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
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /** Answers the staff into whose plans items may have come. */
  async move(items: readonly HandedOver[], today: BusinessDate): Promise<Set<string>> {
    const plans = new Map<string, { key: PlanKey; commands: OwnCommand[] }>();
    for (const handedOver of [...items].sort((a, b) => byClaim(a.item, b.item))) {
      const move = this.moveOf(handedOver, today);
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

  private moveOf(
    { item, from, cause }: HandedOver,
    today: BusinessDate,
  ): { key: PlanKey; command: OwnCommand } | undefined {
    const moved = movedItem(item, from.date, from, today);
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
      command: { command: { type: 'TakeOverItem', data }, cause, once: `${keeperId}:${itemId}`, businessDate: today },
    };
  }
}
