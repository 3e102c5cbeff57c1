import { BusinessDateSchema, Channel, ContactOutcome, Id, Instant, line, prose } from '@hengxin/contracts';
import { z } from 'zod';

export const LogContactInput = z.object({
  commandId: line(200),
  clientId: Id,
  channel: Channel,
  startedAt: Instant,
  endedAt: Instant,
  outcome: ContactOutcome,
  notes: prose(4000).nullish(),
  followUpOn: BusinessDateSchema.nullish(),
  planItemId: Id.nullish(),
});
export type LogContactInput = z.output<typeof LogContactInput>;

export const ContactFilter = z.object({
  clientId: Id.nullish(),
  staffId: Id.nullish(),
  unitId: Id.nullish(),
  from: BusinessDateSchema.nullish(),
  to: BusinessDateSchema.nullish(),
  channels: z.array(Channel).nullish(),
  effective: z.boolean().nullish(),
});
export type ContactFilter = z.output<typeof ContactFilter>;
