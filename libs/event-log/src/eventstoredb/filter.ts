import { type AllStreamSubscription, eventTypeFilter, type Filter, type Position, streamNameFilter } from '@eventstore/db-client';
import type { RecordedEvent as ServerEvent } from '@eventstore/db-client';
import { categoryOf } from '@hengxin/event-sourcing';
import type { SubscriptionOptions } from '../port.js';
import { CLAIM_PREFIX } from './event-ids.js';
import { metadataOf } from './stored-event.js';

/** What of $all a subscription wants. The server filters by one thing alone, streams or types; the rest is left out here. */
export type Wanted = Pick<SubscriptionOptions, 'categories' | 'types'>;

/**
 * The server's part. A checkpoint comes after every `window` events looked at, be they delivered or not: with 1 the subscription's
 * position follows the log event by event, with more it catches up faster.
 */
export function serverFilter(
  { categories, types = [] }: Wanted,
  window: number,
  checkpointReached: (subscription: AllStreamSubscription, position: Position) => void,
): Filter {
  const options = { checkpointInterval: 1, maxSearchWindow: window, checkpointReached };
  if (categories.length > 0) return streamNameFilter({ ...options, prefixes: [...categories] });
  if (types.length > 0) return eventTypeFilter({ ...options, regex: `^(${types.map(literal).join('|')})$` });
  return streamNameFilter({ ...options, regex: `^(?!\\$|${CLAIM_PREFIX})` });
}

/** The part left to the client: prefixes also let through categories that only begin alike. */
export function isWanted({ categories, types = [] }: Wanted, event: ServerEvent): boolean {
  return (
    metadataOf(event) !== undefined &&
    (categories.length === 0 || categories.includes(categoryOf(event.streamId))) &&
    (types.length === 0 || types.includes(event.type))
  );
}

function literal(text: string): string {
  return text.replace(/[^\w-]/g, '\\$&');
}
