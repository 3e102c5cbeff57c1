import { GiftItemDefined, GiftReserved, GiftStockAdded, GiftStockPutBack, GiftStockTaken } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { clientGiftsDecider } from './client-gifts.decider.js';
import { giftItemDecider } from './gift-item.decider.js';
import { type AddPieces, giftStockDecider, type TakePiece } from './gift-stock.decider.js';

const NOW = '2026-03-02T09:00:00+08:00';
const stock = { stockId: 'T1', itemId: 'TEA', unitId: 'U1' };
const gift = { giftId: 'B.G1', clientId: 'C1', staffId: 'S1', visitId: null, valueCents: 30_000 };
const when = { reservedAt: NOW, reservedOn: '2026-03-02' };
const added = (quantity: number) => GiftStockAdded.of({ ...stock, quantity, addedAt: NOW });
const taken = (giftId = 'B.G1') => GiftStockTaken.of({ ...stock, ...gift, ...when, giftId });
const take = (more: Partial<TakePiece['data']> = {}): TakePiece => ({
  type: 'TakePiece',
  data: {
    ...stock,
    ...{ giftId: 'B.G1', clientId: 'C1', callerId: 'S1', visitId: null, valueCents: 30_000 },
    ...{ now: NOW, today: '2026-03-02', clientWithinReach: true, clientIsOwn: true, visitFits: true },
    ...more,
  },
});
const fill = (more: Partial<AddPieces['data']> = {}): AddPieces => ({
  type: 'AddPieces',
  data: { ...stock, quantity: 5, now: NOW, itemKnown: true, unitWithinReach: true, ...more },
});

describe('rule 9: the stock of a unit', () => {
  specify(giftStockDecider, {
    'grows by what comes in': { when: fill(), then: [added(5)] },
    'is of an item that is defined': { when: fill({ itemKnown: false }), then: 'GIFT_ITEM_UNKNOWN' },
    'is that of a unit whom the caller sees': { when: fill({ unitWithinReach: false }), then: 'GIFT_UNIT_UNKNOWN' },
    'is reserved when the gift is': { given: [added(1)], when: take(), then: [taken()] },
    'never goes below zero': { given: [added(1), taken('B.G2')], when: take(), then: 'GIFT_OUT_OF_STOCK' },
    'comes back when the gift is returned': {
      given: [added(1), taken()],
      when: { type: 'PutBackPiece', data: { ...stock, giftId: 'B.G1', now: NOW } },
      then: [GiftStockPutBack.of({ ...stock, giftId: 'B.G1', putBackAt: NOW })],
    },
    'may be given again once it is back': {
      given: [added(1), taken('B.G2'), GiftStockPutBack.of({ ...stock, giftId: 'B.G2', putBackAt: NOW })],
      when: take(),
      then: [taken()],
    },
    'is not for a client of somebody else': {
      given: [added(1)],
      when: take({ clientWithinReach: false }),
      then: 'CLIENT_UNKNOWN',
    },
    'is for a client whom the caller keeps or heads, and not of one they cover or help with': {
      given: [added(1)],
      when: take({ clientIsOwn: false }),
      then: 'GIFT_CLIENT_NOT_KEPT',
    },
    'holds nothing of an item that is not defined': { when: take({ valueCents: null }), then: 'GIFT_ITEM_UNKNOWN' },
    'is not for a visit of another client': {
      given: [added(1)],
      when: take({ visitId: 'V9', visitFits: false }),
      then: 'GIFT_VISIT_FOREIGN',
    },
  });
});

describe('what may be given', () => {
  const told = { itemId: 'TEA', name: '茶叶', valueCents: 12_000 };
  const defined = GiftItemDefined.of({ ...told, definedAt: NOW });
  specify(giftItemDecider, {
    'is defined with its worth': { when: { type: 'DefineGiftItem', data: { ...told, now: NOW } }, then: [defined] },
    'may be told again without a change': {
      given: [defined],
      when: { type: 'DefineGiftItem', data: { ...told, now: NOW } },
      then: [],
    },
    'may get another worth': {
      given: [defined],
      when: { type: 'DefineGiftItem', data: { ...told, valueCents: 15_000, now: NOW } },
      then: [GiftItemDefined.of({ ...told, valueCents: 15_000, definedAt: NOW })],
    },
  });
});

describe('rule 9: the worth of a client and calendar year', () => {
  const record = (valueCents: number) =>
    ({ type: 'RecordReservation', data: { ...stock, ...gift, ...when, valueCents } }) as const;
  const reserved = (giftId: string, valueCents: number, awaitsApproval = false) =>
    GiftReserved.of({
      ...{ ...gift, ...when, itemId: 'TEA', unitId: 'U1' },
      ...{ giftId, valueCents, awaitsApproval },
    });
  specify(clientGiftsDecider, {
    'is 500 yuan without approval': { when: record(50_000), then: [reserved('B.G1', 50_000)] },
    'asks for approval above it': { when: record(50_001), then: [reserved('B.G1', 50_001, true)] },
    'counts what is reserved': {
      given: [reserved('B.G2', 30_000)],
      when: record(30_000),
      then: [reserved('B.G1', 30_000, true)],
    },
    'is recorded once': { given: [reserved('B.G1', 30_000)], when: record(30_000), then: [] },
  });
});
