import { categoryOf, type EventCatalogue, type NewEvent, type RecordedEvent } from '@hengxin/event-sourcing';
import { Followers } from '../following/followers.js';
import { PositionRefused } from '../following/position-refused.js';
import { Tail } from '../following/tail.js';
import type { AppendResult, EventLog, LogSubscription, SubscriptionOptions } from '../port.js';
import { Appender } from './appender.js';
import { Connection } from './connection.js';
import { HighestPosition } from './highest-position.js';
import { assertStorePosition } from './store-position.js';
import { Reader } from './reader.js';
import { ServerCheck } from './server-check.js';
import { EventReading } from './stored-event.js';
import { readUrl } from './url.js';
import { Wake } from './wake.js';

export interface EventStoreDbEventLogOptions {
  /**
   * `esdb://` or `esdb+discover://`, with credentials and TLS settings as docs/how-to/run-on-eventstoredb.md gives
   * them.
   */
  readonly url: string;
  /**
   * Begins every position; default the URL's option `epoch`, else 1. Raise it when the log was restored to an earlier
   * state or moved to another server: positions of before are then refused instead of read in the wrong place.
   */
  readonly epoch?: number;
  /** Brings stored events up to today's versions. */
  readonly catalogue: Pick<EventCatalogue, 'upcast'>;
  /** Called with failures that the log recovers from by itself, and with positions that it refuses. */
  readonly onError?: (error: unknown) => void;
}

/**
 * The event log in EventStoreDB 23.10 or later, or KurrentDB. Needs nothing prepared on the server. Throws UrlFault.
 */
export function createEventStoreDbEventLog(options: EventStoreDbEventLogOptions): EventLog {
  return new EventStoreDbEventLog(options);
}

class EventStoreDbEventLog implements EventLog {
  readonly knowsIdsIn = 'stream';
  private readonly connection: Connection;
  private readonly reader: Reader;
  private readonly appender: Appender;
  private readonly tail: Tail;
  private readonly followers: Followers;
  private readonly wake: Wake;
  private readonly server: ServerCheck;
  private readonly epoch: number;

  constructor({ url, epoch, catalogue, onError = () => undefined }: EventStoreDbEventLogOptions) {
    const target = readUrl(url);
    this.epoch = epoch ?? target.epoch;
    if (!Number.isInteger(this.epoch) || this.epoch < 1 || this.epoch > 999_999_999)
      throw new RangeError(`${this.epoch} is no epoch: 1 to 999999999`);
    const highest = new HighestPosition();
    this.connection = new Connection(target);
    const reading = new EventReading(this.epoch, catalogue, this.connection.names);
    this.reader = new Reader(this.connection, reading, this.epoch, highest);
    this.tail = new Tail(this.reader, onError);
    this.followers = new Followers(this.reader, this.tail, onError);
    this.wake = new Wake(this.connection, this.epoch, highest, () => this.tail.wake());
    this.appender = new Appender(this.connection, reading, this.epoch, highest, (stream) =>
      this.tail.wake([categoryOf(stream)]),
    );
    this.server = new ServerCheck(this.connection);
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

  highWaterMark(): Promise<string> {
    return this.reader.highWaterMark();
  }

  head(): Promise<string> {
    return this.reader.head();
  }

  subscribe(options: SubscriptionOptions): LogSubscription {
    try {
      assertStorePosition(this.epoch, options.from);
    } catch (error) {
      if (error instanceof PositionRefused) this.followers.refuse(error);
      throw error;
    }
    this.wake.listen();
    return this.followers.subscribe(options);
  }

  async check(): Promise<void> {
    this.followers.assertServed();
    await this.server.assertServes();
  }

  async close(): Promise<void> {
    await this.followers.stop();
    await this.appender.close();
    this.tail.close();
    await this.wake.close();
    await this.connection.close();
  }
}
