import { ClientGifts, type GiftReturned, GiftStock, type GiftStockTaken } from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';
import { Clock, CommandHandler, type CommandResult } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { SERVICE_ACTOR } from '../visit/reviews.js';
import { clientGiftsDecider, type ClientGiftsState } from './client-gifts.decider.js';
import { bookOf, stockIdOf } from './gift-ids.js';
import type { GiftEvent } from './gift.rules.js';
import { giftStockDecider, type GiftStockEvent } from './gift-stock.decider.js';

/**
 * What follows in the other stream: a piece that was taken is a gift of its client, and a gift that was returned is a
 * piece of its stock again. The command does it as well; where that broke off, the consumer does. It is done once.
 */
@Injectable()
export class GiftBook {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
  ) {}

  record(taken: DataOf<typeof GiftStockTaken>): Promise<CommandResult<ClientGiftsState, GiftEvent>> {
    const { giftId, staffId, reservedOn } = taken;
    return this.commands.execute({
      aggregate: ClientGifts,
      decider: clientGiftsDecider,
      id: bookOf(giftId),
      command: { type: 'RecordReservation', data: taken },
      commandId: `reservation of gift ${giftId}`,
      input: { command: 'recordReservation', giftId },
      context: { caller: { id: staffId } },
      businessDate: reservedOn,
    });
  }

  putBack({
    giftId,
    itemId,
    unitId,
    returnedAt,
  }: DataOf<typeof GiftReturned>): Promise<CommandResult<number, GiftStockEvent>> {
    const stockId = stockIdOf(itemId, unitId);
    return this.commands.execute({
      aggregate: GiftStock,
      decider: giftStockDecider,
      id: stockId,
      command: { type: 'PutBackPiece', data: { stockId, itemId, unitId, giftId, now: returnedAt } },
      commandId: `return of gift ${giftId}`,
      input: { command: 'putBackPiece', giftId },
      context: SERVICE_ACTOR,
      businessDate: this.clock.dayOf(returnedAt),
    });
  }
}
