import { BusinessDateSchema, Id, line } from '@hengxin/contracts';
import { z } from 'zod';

const level = z.number().min(0).nullish();

const TargetInput = z.object({
  unitId: Id.nullish(),
  staffId: Id.nullish(),
  metric: line(64),
  month: BusinessDateSchema,
  base: level,
  stretch: level,
  challenge: level,
});

export const SetTargetsInput = z.object({ commandId: line(200), targets: z.array(TargetInput).min(1).max(500) });
export type SetTargetsInput = z.infer<typeof SetTargetsInput>;
export type TargetInput = z.infer<typeof TargetInput>;
