import { BusinessDateSchema, Id, line, Role } from '@hengxin/contracts';
import { z } from 'zod';
import { METRIC_GROUPS } from '../metrics/metric.js';
import { TARGET_LEVELS } from '../targets/target.rules.js';
import { MOST_ATTAINED } from './score.rules.js';

const percent = z.int().min(0).max(100);
const ItemInput = z.object({
  metric: line(64),
  weight: percent,
  level: z.enum(TARGET_LEVELS).nullish(),
  cap: z.number().min(0).max(MOST_ATTAINED).nullish(),
});
const GroupInput = z.object({ group: z.enum(METRIC_GROUPS), weight: percent, items: z.array(ItemInput).max(50) });

export const SaveScorecardInput = z.object({
  commandId: line(200),
  id: Id.nullish(),
  name: line(200).trim().min(1),
  groups: z
    .array(GroupInput)
    .min(1)
    .max(METRIC_GROUPS.length * 2),
  validFrom: BusinessDateSchema,
  roles: z.array(Role).min(1).max(10),
});
export type SaveScorecardInput = z.infer<typeof SaveScorecardInput>;
