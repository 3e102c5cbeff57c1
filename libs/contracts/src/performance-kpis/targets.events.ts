import { defineAggregate, defineEvent } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, Instant } from '../values.js';

const level = z.number().min(0).nullable();

/** What a unit or a member of staff is to reach in a month. All three levels null: there is no target any more. */
export const MonthTarget = z.object({
  unitId: Id.nullable(),
  staffId: Id.nullable(),
  metric: storedText({ min: 1, max: 64 }).describe('The code of a metric.'),
  month: BusinessDate.describe('The first day of the month.'),
  base: level,
  stretch: level,
  challenge: level,
});
export type MonthTarget = z.infer<typeof MonthTarget>;

export const TargetsSet = defineEvent('TargetsSet', {
  version: 1,
  summary: 'Targets of units and members of staff were set for months; what was said last of a month holds.',
  data: z.object({
    setId: Id,
    setBy: Id.describe('Who set them.'),
    setAt: Instant.describe('When: of two words on one month the later one holds.'),
    targets: z.array(MonthTarget).min(1),
  }),
});

export const Targets = defineAggregate({
  context: 'performance-kpis',
  name: 'targets',
  key: 'setId',
  events: { TargetsSet },
});
