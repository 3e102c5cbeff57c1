import { defineAggregate, defineEvent } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { BusinessDate, DayPortion, Id, Instant } from '../values.js';

export const LeaveTaken = defineEvent('LeaveTaken', {
  version: 1,
  summary: 'A relationship manager will be, or was, away from one day to another.',
  data: z.object({
    leaveId: Id,
    staffId: Id.describe('Who is away.'),
    from: BusinessDate.describe('First day of it.'),
    to: BusinessDate.describe('Last day of it.'),
    portion: DayPortion.describe('Which part of each of these days.'),
    coverId: Id.nullable().describe('The relationship manager who sees to the clients meanwhile; null: nobody.'),
    takenAt: Instant,
  }),
});

export const LeaveCancelled = defineEvent('LeaveCancelled', {
  version: 1,
  summary: 'A leave does not take place, or ends at once where it had begun.',
  data: z.object({ leaveId: Id, staffId: Id, cancelledAt: Instant }),
});

/** One stream a member of staff, so that their leaves never overlap. */
export const Leaves = defineAggregate({
  context: 'contact-scheduling',
  name: 'leave',
  key: 'staffId',
  events: { LeaveTaken, LeaveCancelled },
});
