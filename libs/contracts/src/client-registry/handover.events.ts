import { defineAggregate, defineEvent } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { BusinessDate, Id, Instant } from '../values.js';

/** Clients of one handover at most: a portfolio at its limit. */
export const HANDED_OVER_AT_MOST = 400;

export const PortfolioHandedOver = defineEvent('PortfolioHandedOver', {
  version: 1,
  summary:
    'Clients go from one relationship manager to another, all of them from one day on. Each is told of by a ClientAssigned as well.',
  data: z.object({
    handoverId: Id,
    fromRmId: Id,
    toRmId: Id,
    clientIds: z.array(Id).min(1).max(HANDED_OVER_AT_MOST).describe('In the order of their ids.'),
    from: BusinessDate.describe('The first day on which the new one keeps them.'),
    handedOverAt: Instant,
  }),
});

export const Handover = defineAggregate({
  context: 'client-registry',
  name: 'handover',
  key: 'handoverId',
  events: { PortfolioHandedOver },
});
