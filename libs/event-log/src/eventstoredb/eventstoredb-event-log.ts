import type { NewEvent, RecordedEvent } from '@hengxin/event-sourcing';
import type { AppendResult, EventLog, LogSubscription, SubscriptionOptions } from '../port.js';
import { type Upcast, upcastByCatalogue } from '../upcast.js';
import { Appender } from './appender.js';
import { Connection } from './connection.js';
import { Reader } from './reader.js';
import { EventReading } from './stored-event.js';
import { Subscription } from './subscription.js';

export interface EventStoreDbEventLogOptions {
  /** `esdb://` or `esdb+discover://`, with credentials and TLS settings as the server's documentation gives them. */
  readonly url: string;
  /**
   * Begins every position; default 1. Raise it when the log was restored to an earlier state or moved to another server: positions of
   * before are then refused instead of read in the wrong place, and readers begin again.
   */
  readonly epoch?: number;
  readonly upcast?: Upcast;
  /** Hears of failures that the log recovers from by itself: a handler that threw, a subscription that lost its connection. */
  readonly onError?: (error: unknown) => void;
}

/** The event log in EventStoreDB 23.10 or later, or KurrentDB. Needs nothing prepared on the server. */
export function createEventStoreDbEventLog(options: EventStoreDbEventLogOptions): EventLog {
  return new EventStoreDbEventLog(options);
}

class EventStoreDbEventLog implements EventLog {
  private readonly connection: Connection;
  private readonly reading: EventReading;
  private readonly reader: Reader;
  private readonly appender: Appender;
  private readonly epoch: number;
  private readonly onError: (error: unknown) => void;
  private readonly subscriptions = new Set<LogSubscription>();

  constructor({ url, epoch = 1, upcast = upcastByCatalogue, onError = () => undefined }: EventStoreDbEventLogOptions) {
    if (!Number.isInteger(epoch) || epoch < 1 || epoch > 999_999_999) throw new RangeError(`${epoch} is no epoch: 1 to 999999999`);
    this.epoch = epoch;
    this.onError = onError;
    this.connection = new Connection(url);
    this.reading = new EventReading(epoch, upcast);
    this.reader = new Reader(this.connection, this.reading);
    this.appender = new Appender(this.connection, this.reading);
  }

  append(stream: string, events: readonly NewEvent[], expectedRevision: number): Promise<AppendResult> {
    return this.appender.append(stream, events, expectedRevision);
  }

  read(stream: string): Promise<RecordedEvent[]> {
    return this.reader.stream(stream);
  }

  readMany(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>> {
    return this.reader.streams(streams);
  }

  /** The same as `tip`: the server commits one append after the other, so that nothing can appear below its last event. */
  head(): Promise<string> {
    return this.reader.last();
  }

  tip(): Promise<string> {
    return this.reader.last();
  }

  subscribe(options: SubscriptionOptions): LogSubscription {
    const subscription = new Subscription(this.connection, this.reader, this.reading, this.epoch, options, this.onError);
    this.subscriptions.add(subscription);
    return {
      stop: async () => {
        this.subscriptions.delete(subscription);
        await subscription.stop();
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await this.appender.close();
    await this.connection.close();
  }
}
