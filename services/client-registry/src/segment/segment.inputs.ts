import { Id, line } from '@hengxin/contracts';
import { z } from 'zod';
import { SegmentFilter } from './segment-filter.rules.js';

export const SaveSegmentInput = z.object({
  commandId: line(200),
  segmentId: Id.nullish(),
  name: line(100),
  filter: SegmentFilter,
});
export type SaveSegmentInput = z.output<typeof SaveSegmentInput>;

export const RetireSegmentInput = z.object({ commandId: line(200), segmentId: Id });
export type RetireSegmentInput = z.output<typeof RetireSegmentInput>;
