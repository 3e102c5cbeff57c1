import { COMPLAINT_STATES, Id, line, prose } from '@hengxin/contracts';
import { z } from 'zod';

const commandId = line(200);
const words = prose(2000).trim().min(1);

export const AnswerComplaintInput = z.object({ commandId, complaintId: Id, answer: words });
export type AnswerComplaintInput = z.output<typeof AnswerComplaintInput>;

export const CloseComplaintInput = z.object({ commandId, complaintId: Id, word: words });
export type CloseComplaintInput = z.output<typeof CloseComplaintInput>;

export const ComplaintFilter = z.object({
  unitId: Id.nullish(),
  states: z.array(z.enum(COMPLAINT_STATES)).min(1).nullish(),
  overdue: z.boolean().nullish(),
});
export type ComplaintFilter = z.output<typeof ComplaintFilter>;
