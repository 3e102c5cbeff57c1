import { defineAggregate, defineEvent } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, Role } from '../values.js';

const percent = z.int32().min(0).max(100);
const code = storedText({ min: 1, max: 64 });

export const ScorecardItem = z.object({
  metric: code.describe('The code of a metric.'),
  weight: percent,
  level: z.enum(['BASE', 'STRETCH', 'CHALLENGE']).describe('The level of the targets that it is held to.'),
  cap: z.number().min(0).max(1.2).describe('The most that its attainment counts for.'),
});
export type ScorecardItem = z.infer<typeof ScorecardItem>;

export const ScorecardGroup = z.object({
  group: code.describe('What its items are about, such as CLIENT.'),
  weight: percent.describe('Whole percents of the card.'),
  items: z.array(ScorecardItem),
});
export type ScorecardGroup = z.infer<typeof ScorecardGroup>;

export const ScorecardSaved = defineEvent('ScorecardSaved', {
  version: 1,
  summary: 'A scorecard was saved: another version of it, which holds from a day on.',
  data: z.object({
    scorecardId: Id,
    version: z.int32().min(1),
    name: storedText({ min: 1, max: 200 }),
    groups: z.array(ScorecardGroup).min(1),
    validFrom: BusinessDate,
    roles: z.array(Role).min(1).describe('Whose work it scores; UNIT_HEAD: a unit as well.'),
    savedBy: Id,
  }),
});

export const Scorecard = defineAggregate({
  context: 'performance-kpis',
  name: 'scorecard',
  key: 'scorecardId',
  events: { ScorecardSaved },
});
