import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, Instant } from '../values.js';
import { LARGEST_CENTS } from './visit.values.js';

/** Pieces that come into a stock at once, at most. */
export const LARGEST_GIFT_DELIVERY = 1_000_000;
export const GIFT_STATES = ['RESERVED', 'ISSUED', 'DELIVERED', 'COLLECTED', 'RETURNED'] as const;
/** How a gift came to its client: on a visit, or fetched by the client. */
export const HANDOVER_WAYS = ['DELIVERED', 'COLLECTED'] as const;
export type GiftState = (typeof GIFT_STATES)[number];
export type HandoverWay = (typeof HANDOVER_WAYS)[number];

const valueCents = z.int().min(1).max(LARGEST_CENTS);

export const GiftItemDefined = defineEvent('GiftItemDefined', {
  version: 1,
  summary: 'A thing that may be given, and what it is worth; told again, it has another name or value from then on.',
  data: z.object({ itemId: Id, name: storedText({ min: 1, max: 100 }), valueCents, definedAt: Instant }),
});

export const GiftItem = defineAggregate({
  context: 'visit-logging',
  name: 'giftitem',
  key: 'itemId',
  events: { GiftItemDefined },
});

const stock = {
  stockId: Id.describe('Names the stock of one item in one unit.'),
  itemId: Id,
  unitId: Id.describe('Whose stock it is.'),
};
/** A gift as it is reserved. */
const reserved = {
  giftId: Id,
  clientId: Id.describe('For whom it is.'),
  staffId: Id.describe('Who reserved it.'),
  visitId: Id.nullable().describe('The visit that it is for.'),
  valueCents: valueCents.describe('What it was worth when it was reserved.'),
  reservedAt: Instant,
  reservedOn: BusinessDate.describe('Its calendar year is the one whose gifts it counts among.'),
};

export const GiftStockAdded = defineEvent('GiftStockAdded', {
  version: 1,
  summary: 'Pieces of an item came into the stock of a unit.',
  data: z.object({ ...stock, quantity: z.int().min(1).max(LARGEST_GIFT_DELIVERY), addedAt: Instant }),
});

export const GiftStockTaken = defineEvent('GiftStockTaken', {
  version: 1,
  summary: 'One piece of a stock is kept for a client; the gift is recorded with it.',
  data: z.object({ ...stock, ...reserved }),
});

export const GiftStockPutBack = defineEvent('GiftStockPutBack', {
  version: 1,
  summary: 'A piece that was kept for a client is back in the stock.',
  data: z.object({ ...stock, giftId: Id, putBackAt: Instant }),
});

/** One stream an item and unit, so that no piece is given twice. */
export const GiftStock = defineAggregate({
  context: 'visit-logging',
  name: 'giftstock',
  key: 'stockId',
  events: { GiftStockAdded, GiftStockTaken, GiftStockPutBack },
});

const gift = { giftId: Id, clientId: Id };

export const GiftReserved = defineEvent('GiftReserved', {
  version: 1,
  summary: 'A gift is kept for a client.',
  data: z.object({
    ...reserved,
    itemId: Id,
    unitId: Id.describe('Out of whose stock.'),
    awaitsApproval: z.boolean().describe('With it the gifts of the client and year are worth more than may be.'),
  }),
});

export const GiftApproved = defineEvent('GiftApproved', {
  version: 1,
  summary: 'A head above allowed a gift beyond the worth of a year.',
  data: z.object({ ...gift, approverId: Id, approvedAt: Instant }),
});

export const GiftIssued = defineEvent('GiftIssued', {
  version: 1,
  summary: 'A gift left the stock for its client.',
  data: z.object({ ...gift, issuedBy: Id, issuedAt: Instant }),
});

export const GiftHandedOver = defineEvent('GiftHandedOver', {
  version: 1,
  summary: 'A gift came to its client: on a visit, or the client fetched it.',
  data: z.object({
    ...gift,
    staffId: Id.describe('Who handed it over.'),
    how: z.enum(HANDOVER_WAYS),
    visitId: Id.nullable().describe('The visit on which it was delivered.'),
    handedOverAt: Instant,
    businessDate: BusinessDate.describe('The business day on which it was handed over; the figures count it there.'),
  }),
});

export const GiftReturned = defineEvent('GiftReturned', {
  version: 1,
  summary: 'A gift does not come to its client: it went back, or a head above did not allow it.',
  data: z.object({
    ...gift,
    itemId: Id,
    unitId: Id.describe('Into whose stock.'),
    isDeclined: z.boolean(),
    returnedBy: Id,
    reason: personal(storedText({ min: 1, max: 500 }).nullable()),
    returnedAt: Instant,
  }),
});

/** All gifts of one client in one calendar year, so that what they are worth together is exact. */
export const ClientGifts = defineAggregate({
  context: 'visit-logging',
  name: 'clientgifts',
  key: 'clientId',
  events: { GiftReserved, GiftApproved, GiftIssued, GiftHandedOver, GiftReturned },
});
