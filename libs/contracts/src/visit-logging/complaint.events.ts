import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, Instant } from '../values.js';

export const COMPLAINT_STATES = ['OPEN', 'ANSWERED', 'CLOSED'] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];

const complaint = {
  complaintId: Id,
  clientId: Id,
  visitId: Id.describe('The visit on which it was heard.'),
};
/** Whose it is to answer, and until when. */
const desk = {
  unitId: Id.describe('The unit whose head answers.'),
  addresseeId: Id.nullable().describe('Null: the unit has no head, and none above it has.'),
  answerDueAt: Instant.describe('18:00 of the last working day on which an answer is in time.'),
};

export const ComplaintRaised = defineEvent('ComplaintRaised', {
  version: 1,
  summary: 'A complaint heard on a visit came to the head of the unit.',
  data: z.object({
    ...complaint,
    ...desk,
    staffId: Id.describe('Who heard it.'),
    staffUnitId: Id.describe('Where they were placed.'),
    text: personal(storedText({ max: 2000 }).nullable()),
    productCode: Id.nullable(),
    heardAt: Instant.describe('The end of the visit.'),
    raisedAt: Instant,
    raisedOn: BusinessDate,
  }),
});

export const ComplaintFellOverdue = defineEvent('ComplaintFellOverdue', {
  version: 1,
  summary:
    'A complaint was not answered by its time: it climbs to the next head above, or stays where nobody is above.',
  data: z.object({
    ...complaint,
    ...desk,
    climbed: z.boolean().describe('False: nobody is above, and it stays where it was.'),
    overdueAt: Instant,
  }),
});

export const ComplaintAnswered = defineEvent('ComplaintAnswered', {
  version: 1,
  summary: 'A head said what is done about a complaint.',
  data: z.object({
    ...complaint,
    answeredBy: Id,
    answer: personal(storedText({ min: 1, max: 2000 })),
    answeredAt: Instant,
    inTime: z.boolean().describe('Before it fell overdue.'),
  }),
});

export const ComplaintClosed = defineEvent('ComplaintClosed', {
  version: 1,
  summary: 'A complaint is settled, and with what word.',
  data: z.object({
    ...complaint,
    closedBy: Id,
    word: personal(storedText({ min: 1, max: 2000 })),
    closedAt: Instant,
  }),
});

/** A stream holds one complaint. */
export const Complaint = defineAggregate({
  context: 'visit-logging',
  name: 'complaint',
  key: 'clientId',
  events: { ComplaintRaised, ComplaintFellOverdue, ComplaintAnswered, ComplaintClosed },
});
