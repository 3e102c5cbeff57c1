import { defineAggregate, defineEvent } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { BusinessDate, Id } from '../values.js';
import { MASTERY_MINUTES_A_DAY } from './study.events.js';

/** Days of a month. */
const DAYS_AT_MOST = 31;
const minutes = z.int().min(0).max(MASTERY_MINUTES_A_DAY);

export const MasteryCounted = defineEvent('MasteryCounted', {
  version: 1,
  summary:
    'What days of a month came to in evidenced minutes, after overlaps and the cap; told again where one changes.',
  data: z.object({
    masteryId: Id.describe('Names the member of staff and the month.'),
    staffId: Id,
    days: z
      .array(
        z.object({
          date: BusinessDate.describe('The figures count it there.'),
          minutes: minutes.describe('All that the day came to.'),
          added: z
            .int()
            .min(-MASTERY_MINUTES_A_DAY)
            .max(MASTERY_MINUTES_A_DAY)
            .describe('Since it was counted before.'),
        }),
      )
      .min(1)
      .max(DAYS_AT_MOST),
  }),
});

/** One stream a member of staff and month. */
export const Mastery = defineAggregate({
  context: 'visit-logging',
  name: 'mastery',
  key: 'staffId',
  events: { MasteryCounted },
});
