import { defineAggregate, defineEvent } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { GRAINS } from '../calendar/dates.js';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, Instant } from '../values.js';

export const PeriodClosed = defineEvent('PeriodClosed', {
  version: 1,
  summary: 'A period of the figures was closed: what moves it from then on shows what it was before.',
  data: z.object({
    periodId: Id.describe('Its grain and its first day, as MONTH.2026-03-01.'),
    grain: z.enum(GRAINS).describe('How long it is.'),
    start: BusinessDate.describe('First day of it.'),
    end: BusinessDate.describe('Last day of it.'),
    closedAt: Instant.describe('From when on.'),
    closedBy: Id.nullable().describe('Who closed it; null: it closed by itself.'),
    metrics: z.array(storedText({ min: 1, max: 64 })).describe('The metrics of then, in their order: what is proved.'),
  }),
});

/** One stream a period, so that each is closed once. */
export const Closing = defineAggregate({
  context: 'performance-kpis',
  name: 'closing',
  key: 'periodId',
  events: { PeriodClosed },
});
