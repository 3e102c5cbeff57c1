import { BusinessDateSchema, DayPortion, Id, line } from '@hengxin/contracts';
import { z } from 'zod';

const commandId = line(200);

export const TakeLeaveInput = z.object({
  commandId,
  staffId: Id,
  from: BusinessDateSchema,
  to: BusinessDateSchema,
  portion: DayPortion.nullish().transform((portion) => portion ?? 'FULL'),
  coverId: Id.nullish().transform((coverId) => coverId ?? null),
});
export const CancelLeaveInput = z.object({ commandId, leaveId: Id });

export type TakeLeaveInput = z.output<typeof TakeLeaveInput>;
export type CancelLeaveInput = z.output<typeof CancelLeaveInput>;
