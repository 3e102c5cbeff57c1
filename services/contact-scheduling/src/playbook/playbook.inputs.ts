import { Id, line, LONGEST_TOPIC, prose } from '@hengxin/contracts';
import { z } from 'zod';

export const SavePlaybookInput = z.object({
  commandId: line(200),
  playbookId: Id.nullish(),
  version: z.int32().min(1).nullish(),
  title: line(100),
  text: prose(4000).trim().min(1),
  topics: z.array(line(LONGEST_TOPIC)).max(20).nullish(),
  productCodes: z.array(Id).max(20).nullish(),
});
export type SavePlaybookInput = z.output<typeof SavePlaybookInput>;

/** What the schema can't say of a question. */
export const PlaybooksAsked = z.object({ topic: line(LONGEST_TOPIC).nullish() });
