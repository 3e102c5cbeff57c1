import { defineAggregate, defineEvent } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, Instant } from '../values.js';

export const NoticedFigure = z.object({
  metric: storedText({ min: 1, max: 64 }).describe('The code of a metric.'),
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number().nullable(),
});
export type NoticedFigure = z.infer<typeof NoticedFigure>;

export const CoachingNoticeGiven = defineEvent('CoachingNoticeGiven', {
  version: 1,
  summary: 'The head of a unit was told that it is in the lowest tenth of its peers, two closed months running.',
  data: z.object({
    noticeId: Id,
    unitId: Id,
    headId: Id.nullable().describe('Who led the unit then; null: nobody did.'),
    months: z.array(BusinessDate).min(1).describe('The first days of the months.'),
    figures: z.array(NoticedFigure).describe("Those furthest below the peers' median in the last month."),
    givenAt: Instant,
    replyDueOn: BusinessDate.describe('The last day for the reply.'),
  }),
});

export const CoachingNoticeReplied = defineEvent('CoachingNoticeReplied', {
  version: 1,
  summary: 'The head of a unit has said what will be done.',
  data: z.object({
    noticeId: Id,
    unitId: Id,
    reply: storedText({ min: 1, max: 2000 }).describe('Of the work of a unit; it names no client.'),
    repliedBy: Id,
    repliedAt: Instant,
  }),
});

/** One stream a notice. */
export const Coaching = defineAggregate({
  context: 'performance-kpis',
  name: 'coaching',
  key: 'noticeId',
  events: { CoachingNoticeGiven, CoachingNoticeReplied },
});
