import { GiftItem, GiftStock } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { evolve } from '@hengxin/event-sourcing';
import { UnitScope } from '@hengxin/identity';
import {
  Clock,
  CommandHandler,
  type CommandResult,
  deterministicId,
  EVENT_LOG,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { giftItemDecider, type GiftItemState } from './gift-item.decider.js';
import { stockIdOf } from './gift-ids.js';
import type { AddGiftStockInput, DefineGiftItemInput } from './gift.inputs.js';
import { giftStockDecider } from './gift-stock.decider.js';

/** What may be given, and how many pieces of it each unit has. */
@Injectable()
export class GiftShelf {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** The bank's own code, or one of ours that the same command makes again. */
  itemId({ itemId, commandId }: DefineGiftItemInput, { caller }: RequestContext): string {
    return itemId ?? deterministicId('gift-item', caller.id, commandId);
  }

  define(input: DefineGiftItemInput, context: RequestContext): Promise<CommandResult<GiftItemState>> {
    const itemId = this.itemId(input, context);
    const { name, value: valueCents } = input;
    return this.commands.execute({
      aggregate: GiftItem,
      decider: giftItemDecider,
      id: itemId,
      command: { type: 'DefineGiftItem', data: { itemId, name, valueCents, now: this.clock.instant() } },
      commandId: input.commandId,
      input: { command: 'defineGiftItem', ...input },
      context,
    });
  }

  async fill(input: AddGiftStockInput, context: RequestContext): Promise<CommandResult<number>> {
    const { itemId, unitId, quantity } = input;
    const stockId = stockIdOf(itemId, unitId);
    const data = {
      stockId,
      itemId,
      unitId,
      quantity,
      now: this.clock.instant(),
      itemKnown: (await this.item(itemId)) !== undefined,
      // A unit that is not there has not even itself below it.
      unitWithinReach: this.scope.canSeeUnit(context.caller, unitId) && this.scope.subtree(unitId).size > 0,
    };
    return this.commands.execute({
      aggregate: GiftStock,
      decider: giftStockDecider,
      id: stockId,
      command: { type: 'AddPieces', data },
      commandId: input.commandId,
      input: { command: 'addGiftStock', ...input },
      context,
    });
  }

  /** An item as the log has it; undefined for one unknown. */
  async item(itemId: string): Promise<GiftItemState> {
    return evolve(giftItemDecider, await this.log.read(GiftItem.stream(itemId)));
  }
}
