import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, ContactOutcome, Id, Instant } from '../values.js';
import { MOST_TOPICS, TopicUse } from './topics.js';
import {
  Attachment,
  ChecklistAnswer,
  Finding,
  GoalResult,
  MissReason,
  PartState,
  VisitGoal,
  VisitPlace,
} from './visit.values.js';

const visit = {
  visitId: Id,
  clientId: Id,
  staffId: Id.describe('Whose visit it is: who goes.'),
};

export const VisitPlanned = defineEvent('VisitPlanned', {
  version: 1,
  summary: 'A member of staff is to see a client face to face on a day.',
  data: z.object({
    ...visit,
    unitId: Id.nullable().describe('Where they were placed on the day, as far as was known.'),
    participantIds: z.array(Id).max(20).describe('Members of staff who go along.'),
    plannedOn: BusinessDate,
    plannedAt: Instant.nullable(),
    place: VisitPlace.describe('A kind of place, never where it is.'),
    goal: VisitGoal.nullable(),
    toldAt: Instant.describe('When it was planned.'),
  }),
});

export const VisitGoalSet = defineEvent('VisitGoalSet', {
  version: 1,
  summary: 'What a visit is to reach was written down, or changed.',
  data: z.object({ ...visit, goal: VisitGoal, setAt: Instant }),
});

export const VisitStarted = defineEvent('VisitStarted', {
  version: 1,
  summary: 'A visit began. How well it was prepared is frozen here.',
  data: z.object({
    ...visit,
    startedAt: Instant,
    businessDate: BusinessDate.describe('The business day on which it started; the figures count it there.'),
    district: personal(storedText({ max: 100 }).nullable()).describe('Of a town; nothing closer.'),
    checklist: z.array(ChecklistAnswer).max(50),
    parts: z.array(PartState).max(7).describe('The parts of the dossier as they stood.'),
    score: z.int().min(0).max(7).describe('How many of the seven parts were fresh.'),
    overrideReason: personal(storedText({ max: 500 }).nullable()).describe('Why it began unprepared.'),
  }),
});

export const VisitEnded = defineEvent('VisitEnded', {
  version: 1,
  summary: 'A visit is over; the contact that it was is logged with it.',
  data: z.object({
    ...visit,
    startedAt: Instant,
    endedAt: Instant,
    businessDate: BusinessDate.describe('The business day on which it ended; the figures count it there.'),
    outcome: ContactOutcome,
    notes: personal(storedText({ max: 4000 }).nullable()),
    findings: z.array(Finding).min(1).max(20),
    topics: personal(z.array(storedText({ min: 1, max: 100 })).max(2 * MOST_TOPICS)),
    uses: personal(
      z
        .array(TopicUse)
        .max(2 * MOST_TOPICS)
        .optional(),
    ).describe('The topics with how the client took each, as the contact is to have them; absent for none.'),
    achieved: z.number().nullable().describe('Of what the goal counts.'),
    loggedAt: Instant,
    contactId: Id.describe('The contact that the end logs.'),
    unitId: Id,
    planItemId: Id.nullable().describe('The plan item that the contact does.'),
    reviewDueAt: Instant.describe('18:00 of the next working day.'),
  }),
});

export const VisitReviewed = defineEvent('VisitReviewed', {
  version: 1,
  summary: 'It was looked back on a visit: what it reached, why not, and what comes next.',
  data: z.object({
    ...visit,
    result: GoalResult,
    reasons: z.array(MissReason).max(9),
    lesson: personal(storedText({ max: 2000 }).nullable()),
    nextTopic: personal(storedText({ max: 200 }).nullable()),
    nextOn: BusinessDate.nullable().describe('A promise: the day on which the client is to be contacted again.'),
    reviewedAt: Instant,
    onTime: z.boolean().describe('By 18:00 of the working day after the visit.'),
    endedOn: BusinessDate.describe('The business day on which the visit ended; the figures count it there.'),
    score: z.int().min(0).max(7).describe('How well the visit was prepared.'),
    findings: z.int().min(0).max(20).describe('Findings of the visit other than NONE.'),
  }),
});

export const VisitReviewFellDue = defineEvent('VisitReviewFellDue', {
  version: 1,
  summary: 'The time for the review of a visit has passed, with a review or without one.',
  data: z.object({
    ...visit,
    dueAt: Instant,
    endedOn: BusinessDate,
    inTime: z.boolean().describe('The review was there.'),
  }),
});

export const VisitCancelled = defineEvent('VisitCancelled', {
  version: 1,
  summary: 'A visit did not take place: it was called off, or the client was not there.',
  data: z.object({ ...visit, reason: personal(storedText({ min: 1, max: 500 })), noShow: z.boolean() }),
});

export const VisitHandedOver = defineEvent('VisitHandedOver', {
  version: 1,
  summary: 'The client of a planned visit went to another relationship manager, and the visit went along.',
  data: z.object({
    ...visit,
    previousStaffId: Id.describe('Whose visit it was.'),
    unitId: Id.nullable().describe(
      'Where whose visit it is by now was placed on the planned day, as far as was known.',
    ),
    handedOverAt: Instant,
  }),
});

export const CreditSplit = defineEvent('CreditSplit', {
  version: 1,
  summary: 'Whose work a visit was, in whole percents that sum to 100.',
  data: z.object({
    ...visit,
    shares: z
      .array(z.object({ staffId: Id, percent: z.int().min(1).max(100) }))
      .min(1)
      .max(20),
  }),
});

export const RatingRequested = defineEvent('RatingRequested', {
  version: 1,
  summary: 'A client is asked by a link what a visit was like.',
  data: z.object({ ...visit, requestedAt: Instant, expiresAt: Instant.describe('The link is good up to then.') }),
});

export const VisitRated = defineEvent('VisitRated', {
  version: 1,
  summary: 'A client said what a visit was like, once.',
  data: z.object({
    ...visit,
    stars: z.int().min(1).max(5),
    comment: personal(storedText({ max: 1000 }).nullable()),
    ratedAt: Instant,
    ratedOn: BusinessDate.describe('The business day on which it was rated; the figures count it there.'),
  }),
});

export const AttachmentAdded = defineEvent('AttachmentAdded', {
  version: 1,
  summary: 'A photo or a voice note was added to a visit.',
  data: z.object({ ...visit, attachment: Attachment }),
});

export const Visit = defineAggregate({
  context: 'visit-logging',
  name: 'visit',
  key: 'clientId',
  events: {
    VisitPlanned,
    VisitGoalSet,
    VisitStarted,
    VisitEnded,
    VisitReviewed,
    VisitReviewFellDue,
    VisitCancelled,
    VisitHandedOver,
    CreditSplit,
    RatingRequested,
    VisitRated,
    AttachmentAdded,
  },
});
