import { BusinessDateSchema, Channel, FESTIVALS, Id, line } from '@hengxin/contracts';
import { z } from 'zod';
import { GREETING_CHANNELS } from './greeting.policy.js';

export const RecordGreetingsInput = z.object({
  commandId: line(200),
  festival: z.enum(FESTIVALS),
  date: BusinessDateSchema,
  channel: Channel.extract(GREETING_CHANNELS),
  clientIds: z.array(Id).min(1).max(500),
});
export type RecordGreetingsInput = z.output<typeof RecordGreetingsInput>;
