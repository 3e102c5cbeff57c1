import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { Coaching } from './coaching.js';

/** A month was closed: who is in the lowest tenth for the second time is told (rule 22). */
export const coachingDue = deadline('coaching-due', {
  schema: z.object({ month: z.iso.date() }),
  provider: () => Coaching,
  act: (due, coaching) => coaching.look(due),
  // It reads the figures of all units.
  apart: true,
});
