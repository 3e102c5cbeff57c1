import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { ComplaintDesk } from './complaint-desk.js';

/** 18:00 of the last working day for an answer: what is not answered by then is overdue, and climbs. */
export const complaintDue = deadline('complaint-due', {
  schema: z.object({ complaintId: z.string() }),
  provider: () => ComplaintDesk,
  act: ({ data, commandId, at }, desk) => desk.passDeadline(data.complaintId, { commandId, at }),
});
