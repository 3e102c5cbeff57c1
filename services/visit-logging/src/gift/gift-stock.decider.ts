import { type BusinessDate, GiftStockAdded, GiftStockPutBack, GiftStockTaken } from '@hengxin/contracts';
import type { Command, Decider, EventOf, Rejected } from '@hengxin/event-sourcing';
import { contactRejections } from '../contact/contact.rejections.js';
import { giftRejections as refuse } from './gift.rejections.js';

export type GiftStockEvent = EventOf<typeof GiftStockAdded | typeof GiftStockTaken | typeof GiftStockPutBack>;

interface Stock {
  readonly stockId: string;
  readonly itemId: string;
  readonly unitId: string;
  readonly now: string;
}

export type AddPieces = Command<
  'AddPieces',
  Stock & {
    readonly quantity: number;
    readonly itemKnown: boolean;
    /** The unit is there, and the caller sees it. */
    readonly unitWithinReach: boolean;
  }
>;

export type TakePiece = Command<
  'TakePiece',
  Stock & {
    readonly giftId: string;
    readonly clientId: string;
    readonly callerId: string;
    readonly visitId: string | null;
    readonly today: BusinessDate;
    /** What the item is worth; null for one that is not known. */
    readonly valueCents: number | null;
    /** The client is known, and the caller sees them. */
    readonly clientWithinReach: boolean;
    /** The caller keeps the client or heads who does: a cover or a helper does neither. */
    readonly clientIsOwn: boolean;
    /** The visit, if one is named, is the client's and was not called off. */
    readonly visitFits: boolean;
  }
>;

export type PutBackPiece = Command<'PutBackPiece', Stock & { readonly giftId: string }>;

/** The stock of one item in one unit (rule 9): how many pieces are left. It never goes below zero. */
export const giftStockDecider: Decider<AddPieces | TakePiece | PutBackPiece, GiftStockEvent, number> = {
  initial: 0,
  decide: {
    AddPieces: ({ itemKnown, unitWithinReach, quantity, now, ...stock }) => {
      if (!itemKnown) return refuse.GIFT_ITEM_UNKNOWN({ itemId: stock.itemId });
      if (!unitWithinReach) return refuse.GIFT_UNIT_UNKNOWN({ unitId: stock.unitId });
      return [GiftStockAdded.of({ ...stock, quantity, addedAt: now })];
    },
    TakePiece: (command, left): readonly GiftStockEvent[] | Rejected => {
      const { stockId, itemId, unitId, giftId, clientId, visitId, valueCents } = command;
      if (!command.clientWithinReach) return contactRejections.CLIENT_UNKNOWN({ clientId });
      if (!command.clientIsOwn) return refuse.GIFT_CLIENT_NOT_KEPT({ clientId });
      if (valueCents === null) return refuse.GIFT_ITEM_UNKNOWN({ itemId });
      if (!command.visitFits) return refuse.GIFT_VISIT_FOREIGN({ visitId: visitId ?? '' });
      if (left < 1) return refuse.GIFT_OUT_OF_STOCK({ itemId, unitId });
      const told = { stockId, itemId, unitId, giftId, clientId, visitId, valueCents };
      return [
        GiftStockTaken.of({ ...told, staffId: command.callerId, reservedAt: command.now, reservedOn: command.today }),
      ];
    },
    PutBackPiece: ({ now, ...piece }) => [GiftStockPutBack.of({ ...piece, putBackAt: now })],
  },
  evolve: {
    GiftStockAdded: ({ quantity }, left) => left + quantity,
    GiftStockTaken: (_, left) => left - 1,
    GiftStockPutBack: (_, left) => left + 1,
  },
};
