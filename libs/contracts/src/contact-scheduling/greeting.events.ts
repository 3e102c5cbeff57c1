import { defineAggregate, defineEvent } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { FESTIVALS } from '../calendar/festivals.js';
import { BusinessDate, Channel, Id, Instant } from '../values.js';

export const GreetingsRecorded = defineEvent('GreetingsRecorded', {
  version: 1,
  summary: 'A relationship manager greeted clients on a festival: a touch each, once a client and festival.',
  data: z.object({
    listId: Id.describe('Of the manager and the festival of that year.'),
    staffId: Id.describe('Who greeted them.'),
    unitId: Id.describe('Where they were placed on the business date, as far as was known.'),
    festival: z.enum(FESTIVALS),
    date: BusinessDate.describe('The day of the festival.'),
    channel: Channel,
    clientIds: z.array(Id).min(1).max(500),
    recordedAt: Instant,
    businessDate: BusinessDate.describe('The business day on which it was recorded; the figures count it there.'),
  }),
});

/** One stream a relationship manager and festival of a year. */
export const Greetings = defineAggregate({
  context: 'contact-scheduling',
  name: 'greeting',
  key: 'listId',
  events: { GreetingsRecorded },
});
