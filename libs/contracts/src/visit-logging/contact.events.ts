import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Channel, ContactOutcome, Id, Instant } from '../values.js';
import { MOST_TOPICS, TopicUse } from './topics.js';

export const ContactLogged = defineEvent('ContactLogged', {
  version: 1,
  summary: 'A member of staff reached, or tried to reach, a client. Effective ones are contacts, the others touches.',
  data: z.object({
    contactId: Id,
    clientId: Id,
    staffId: Id.describe('Who made it.'),
    unitId: Id.describe('Where they were placed on the business date, as far as was known when it was logged.'),
    channel: Channel,
    startedAt: Instant,
    endedAt: Instant,
    outcome: ContactOutcome,
    effective: z
      .boolean()
      .describe('Two-way and individual: neither NO_ANSWER nor MESSAGE_LEFT, and not WECHAT_GROUP.'),
    late: z.boolean().describe('Logged more than 24 hours after it ended.'),
    loggedAt: Instant,
    businessDate: BusinessDate.describe('The business day on which it started; the figures count it there.'),
    planItemId: Id.nullable(),
    followUpOn: BusinessDate.nullable().describe('A promise: the day on which the client is to be contacted again.'),
    notes: personal(storedText({ max: 4000 }).nullable()),
    topics: personal(
      z
        .array(TopicUse)
        .max(2 * MOST_TOPICS)
        .optional(),
    ).describe('What was talked about, in the order told, each topic once; absent for nothing.'),
  }),
});

export const Contact = defineAggregate({
  context: 'visit-logging',
  name: 'contact',
  key: 'clientId',
  events: { ContactLogged },
});
