import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { MasteryCounts } from './mastery-counts.js';

/** Evidence came to a member of staff and month: the figures are told soon what its days came to. */
export const masteryCount = deadline('mastery-count', {
  schema: z.object({ staffId: z.string(), month: z.string() }),
  provider: () => MasteryCounts,
  act: ({ data, commandId, at }, counts) => counts.tell(data, { commandId, at }),
  // A bank's history brings many at once; none of them is urgent.
  apart: true,
});
