import type { EventLog, LogSubscription } from '@hengxin/event-log';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { type Consumer, typesOf } from '../port/consumer.js';
import type { BusObserver } from '../port/observer.js';
import type { BatchContext } from '../port/port.js';
import { published } from '../port/published.js';
import { STORE } from '../port/source.js';

/** Gives an instance every event from now on, without a checkpoint. An event that fails is told of and let go. */
export class BroadcastConsumer {
  private readonly subscription: LogSubscription;

  constructor(
    consumer: Consumer,
    log: EventLog,
    private readonly observer: BusObserver,
  ) {
    this.subscription = log.subscribe({
      from: 'end',
      categories: consumer.aggregates.map((aggregate) => aggregate.name),
      types: [...consumer.types],
      batchSize: consumer.batchSize,
      onBatch: async (events) => {
        if (events.length > 0)
          await broadcast(
            consumer,
            consumer.foreign ? events.map((event) => published(event, consumer.catalogue, consumer.personal)) : events,
            STORE,
            0,
            this.observer,
          );
      },
    });
  }

  async stop(): Promise<void> {
    await this.subscription.stop();
  }
}

/** Hands events to a broadcast consumer. */
export async function broadcast(
  consumer: Consumer,
  events: readonly RecordedEvent[],
  source: string,
  partition: number,
  observer: BusObserver,
): Promise<void> {
  const place = { consumer: consumer.name, source, partition };
  const after: (() => void)[] = [];
  const context: BatchContext = {
    ...place,
    tx: { query: () => Promise.reject(new Error(`consumer ${consumer.name} is a broadcast: it has no transaction`)) },
    afterCommit: (action) => after.push(action),
  };
  try {
    await consumer.handle(events, context);
    for (const action of after) action();
    observer.broadcast?.({ ...place, types: typesOf(events) });
  } catch (error) {
    observer.failing?.({ ...place, error, attempt: 1, outage: false });
  }
}
