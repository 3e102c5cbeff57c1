import type { EventLog } from '@hengxin/event-log';
import type { Aggregate } from '@hengxin/event-sourcing';
import { firstAfter } from '../position/first-after.js';
import { comparePositions, laterOf, START } from '../position/log-position.js';
import type { Tracked } from './tracked.js';

/**
 * Whether consumers of topics have had the last event of each context up to a place in the log. A relay sends what its
 * context stored in log order, so that the furthest event which has arrived tells how far it came, whichever partition
 * it lies in.
 */
export class Relayed {
  constructor(
    private readonly log: EventLog,
    private readonly upTo: string,
  ) {}

  async hasReached(consumers: readonly Tracked[], signal: AbortSignal): Promise<boolean> {
    // What transactions under way keep from readers, a relay has not seen either.
    if (comparePositions(await this.log.highWaterMark(), this.upTo) < 0) return false;
    for (const tracked of consumers)
      for (const aggregates of byContext(tracked.consumer.aggregates)) {
        const missing = await firstAfter(
          this.log,
          { ...tracked.consumer, aggregates },
          furthest(tracked, aggregates),
          signal,
        );
        if (missing && comparePositions(missing.position, this.upTo) <= 0) return false;
      }
    return true;
  }
}

function byContext(aggregates: readonly Aggregate[]): Aggregate[][] {
  const contexts = [...new Set(aggregates.map(({ context }) => context))];
  return contexts.map((context) => aggregates.filter((aggregate) => aggregate.context === context));
}

function furthest({ reached }: Tracked, aggregates: readonly Aggregate[]): string {
  const positions = aggregates.flatMap(({ topic }) =>
    [...(reached.get(topic)?.values() ?? [])].map(({ position }) => position),
  );
  return positions.reduce(laterOf, START);
}
