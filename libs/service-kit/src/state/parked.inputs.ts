import { line } from '@hengxin/contracts';
import { z } from 'zod';

/** A name, topic, key or id as the bus keeps it: of a message that is none of ours it may hold any text. */
const kept = z.string().min(1).max(300);

export const ReleaseParkedInput = z.object({
  commandId: line(200),
  consumer: kept.nullish(),
  topic: kept.nullish(),
  key: kept.nullish(),
});
export type ReleaseParkedInput = z.output<typeof ReleaseParkedInput>;

export const SkipParkedInput = z.object({
  commandId: line(200),
  eventId: kept,
  consumer: kept.nullish(),
  because: line(500),
});
export type SkipParkedInput = z.output<typeof SkipParkedInput>;
