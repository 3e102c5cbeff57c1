import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, CircleRelation, Id, Instant } from '../values.js';

/** The two clients of a link, the lower id first: a pair has one stream a relation, no matter who tells of it. */
const pair = { linkId: Id, clientId: Id, otherClientId: Id };

export const ClientsLinked = defineEvent('ClientsLinked', {
  version: 1,
  summary: 'Two clients belong to the circle of each other.',
  data: z.object({
    ...pair,
    relation: CircleRelation.describe('What the other client is to the first.'),
    note: personal(storedText({ max: 1000 }).nullable()),
    linkedAt: Instant,
    linkedOn: BusinessDate,
  }),
});

export const ClientsUnlinked = defineEvent('ClientsUnlinked', {
  version: 1,
  summary: 'Two clients belong to the circle of each other no more.',
  data: z.object({ ...pair, unlinkedAt: Instant, unlinkedOn: BusinessDate }),
});

export const Circle = defineAggregate({
  context: 'client-registry',
  name: 'circle',
  key: 'linkId',
  events: { ClientsLinked, ClientsUnlinked },
});
