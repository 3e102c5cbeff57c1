import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, Instant } from '../values.js';

/** Minutes of learning that count a day at most (rule 16). */
export const MASTERY_MINUTES_A_DAY = 480;

export const StudyLogged = defineEvent('StudyLogged', {
  version: 1,
  summary: 'A member of staff studied.',
  data: z.object({
    entryId: Id,
    staffId: Id,
    topic: storedText({ min: 1, max: 200 }),
    source: storedText({ max: 200 }).nullable().describe('A course, a book, a colleague.'),
    startedAt: Instant,
    endedAt: Instant.describe('On the same business day.'),
    note: personal(storedText({ max: 2000 }).nullable()),
    businessDate: BusinessDate.describe('The figures count it there.'),
    countedMinutes: z
      .int()
      .min(0)
      .max(MASTERY_MINUTES_A_DAY)
      .describe('What it adds to the study of its day: overlaps count once, and no day counts more than 480 minutes.'),
    loggedAt: Instant,
  }),
});

/** One stream a member of staff and business day, so that no minute counts twice. */
export const Study = defineAggregate({
  context: 'visit-logging',
  name: 'study',
  key: 'staffId',
  events: { StudyLogged },
});
