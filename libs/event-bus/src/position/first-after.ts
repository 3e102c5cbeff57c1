import type { EventLog } from '@hengxin/event-log';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { Consumer } from '../port/consumer.js';
import { comparePositions } from './log-position.js';

/**
 * The first event of the log after a position that a consumer asks for; undefined when there is none at this moment.
 */
export async function firstAfter(
  log: EventLog,
  { aggregates, types }: Consumer,
  from: string,
  signal: AbortSignal,
): Promise<RecordedEvent | undefined> {
  const head = await log.highWaterMark();
  if (comparePositions(from, head) >= 0) return undefined;
  let found!: (event: RecordedEvent | undefined) => void;
  const first = new Promise<RecordedEvent | undefined>((resolve) => (found = resolve));
  const subscription = log.subscribe({
    from,
    categories: aggregates.map((aggregate) => aggregate.name),
    types: [...types],
    batchSize: 1,
    onBatch: async ([event], upTo) => {
      if (event !== undefined || comparePositions(upTo, head) >= 0) found(event);
    },
  });
  const giveUp = (): void => found(undefined);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const event = await first;
    signal.throwIfAborted();
    return event;
  } finally {
    signal.removeEventListener('abort', giveUp);
    void subscription.stop();
  }
}
