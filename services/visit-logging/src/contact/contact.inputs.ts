import {
  type BusinessDate,
  BusinessDateSchema,
  Channel,
  ContactOutcome,
  Id,
  Instant,
  line,
  LONGEST_TOPIC,
  MOST_TOPICS,
  prose,
  Reaction,
} from '@hengxin/contracts';
import { z } from 'zod';

/** What was talked about, and how the client took it. */
export const TopicsInput = z.array(z.object({ topic: line(LONGEST_TOPIC), reaction: Reaction })).max(MOST_TOPICS);

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
  topics: TopicsInput.nullish(),
});
export type LogContactInput = z.output<typeof LogContactInput>;

/** What the schema can't say of a filter. Its days, channels and flags have been looked at before the resolver is called. */
export const ContactFilterIds = z.object({ clientId: Id.nullish(), staffId: Id.nullish(), unitId: Id.nullish() });

export interface ContactFilter extends z.output<typeof ContactFilterIds> {
  readonly from?: BusinessDate | null;
  readonly to?: BusinessDate | null;
  readonly channels?: readonly Channel[] | null;
  readonly effective?: boolean | null;
}
