import { BusinessDateSchema, Id } from '@hengxin/contracts';
import { defineAggregate, defineEvent } from '@hengxin/event-sourcing';
import { z } from 'zod';

export const GiftDelivered = defineEvent('GiftDelivered', {
  version: 1,
  summary: 'A member of staff took a gift to a client.',
  data: z.object({
    giftId: Id,
    clientId: Id,
    staffId: Id.describe('Who took it there.'),
    deliveredOn: BusinessDateSchema.describe('The business day; the figures count it there.'),
    item: z.enum(['CALENDAR', 'TEA', 'FRUIT']).describe('What was given.'),
  }),
});

export const Gift = defineAggregate({
  context: 'visit-logging',
  name: 'gift',
  key: 'clientId',
  events: { GiftDelivered },
});
