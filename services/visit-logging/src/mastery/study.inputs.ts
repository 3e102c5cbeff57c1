import { Instant, line, prose } from '@hengxin/contracts';
import { z } from 'zod';

export const LogStudyInput = z.object({
  commandId: line(200),
  topic: line(200),
  source: line(200).nullish(),
  startedAt: Instant,
  endedAt: Instant,
  note: prose(2000).nullish(),
});
export type LogStudyInput = z.output<typeof LogStudyInput>;
