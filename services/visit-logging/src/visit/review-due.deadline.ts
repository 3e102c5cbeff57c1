import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { Reviews } from './reviews.js';

/** 18:00 of the working day after a visit: what is not reviewed by then is overdue (rule 10). */
export const reviewDue = deadline('review-due', {
  schema: z.object({ visitId: z.string() }),
  provider: () => Reviews,
  act: ({ data, commandId, at }, reviews) => reviews.fallDue(data.visitId, { commandId, at }),
});
