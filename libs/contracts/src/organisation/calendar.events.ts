import { defineAggregate, defineEvent } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Instant } from '../values.js';

/** What a bank says of a day that its calendar is to know otherwise. */
export const TOLD_DAY_KINDS = ['WORKING_DAY', 'HOLIDAY'] as const;
export type ToldDayKind = (typeof TOLD_DAY_KINDS)[number];

export const CalendarDaySet = defineEvent('CalendarDaySet', {
  version: 1,
  summary: 'The bank said of a day whether it is worked. It overrules the built-in calendar from then on.',
  data: z.object({
    date: BusinessDate,
    kind: z.enum(TOLD_DAY_KINDS),
    name: storedText({ min: 1, max: 200 }).nullable().describe('What the day is called; null: nothing.'),
    setAt: Instant,
  }),
});

/** One stream a day. */
export const CalendarDays = defineAggregate({
  context: 'organisation',
  name: 'calendar',
  key: 'date',
  events: { CalendarDaySet },
});
