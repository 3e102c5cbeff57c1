import type { Caller } from '@hengxin/identity';
import type { BatchContext } from '@hengxin/import';
import type { Had } from '../holding/holdings-batch.js';

/** As which the feed tells rows. */
const FEED: Caller = { id: 'holdings-feed', role: 'INTEGRATION', unitId: null, isStaff: false };

const nothing = (): void => undefined;

/**
 * What rows of the feed are told with. `upTo`: the offset of the last message among them. A stream's event says by its
 * command id up to where the stream has had its rows: `feed.<run>.<upTo>.<offset of its first row>`.
 */
export function feedContext(run: string, upTo: number): BatchContext {
  return {
    caller: FEED,
    run,
    commandId: (offset) => `${prefixOf(run)}${upTo}.${offset}`,
    correlationId: run,
    reached: nothing,
    turn: Promise.resolve(),
    decided: nothing,
  };
}

/**
 * Whether a stream has had a row in this run, by the last of the run's events. So messages that come again change
 * nothing, though they may come in other batches, of which one holds a balance and another its correction.
 */
export function hadIn(run: string): Had {
  const prefix = prefixOf(run);
  return ({ line }, recorded) => {
    const last = recorded.findLast(({ meta }) => meta.commandId?.startsWith(prefix));
    return last !== undefined && line <= Number(last.meta.commandId!.slice(prefix.length).split('.')[0]);
  };
}

function prefixOf(run: string): string {
  return `feed.${run}.`;
}
