import { BusinessDateSchema, Id, line, prose } from '@hengxin/contracts';
import { z } from 'zod';

const commandId = line(200);
const reason = prose(1000).trim().min(1);

export const DeferPlanItemInput = z.object({ commandId, planItemId: Id, to: BusinessDateSchema, reason });
export const SkipPlanItemInput = z.object({ commandId, planItemId: Id, reason });
export const AddPlanItemInput = z.object({ commandId, clientId: Id, date: BusinessDateSchema.nullish(), reason });

export type DeferPlanItemInput = z.infer<typeof DeferPlanItemInput>;
export type SkipPlanItemInput = z.infer<typeof SkipPlanItemInput>;
export type AddPlanItemInput = z.infer<typeof AddPlanItemInput>;
