import type { EventCatalogue, NewEvent, RecordedEvent } from '@hengxin/event-sourcing';
import pg from 'pg';
import { Followers } from '../following/followers.js';
import { Tail } from '../following/tail.js';
import type { AppendResult, EventLog, LogSubscription, SubscriptionOptions } from '../port.js';
import { ANSWER_WITHIN_MS, bearLosses, checkedSchema } from './connection.js';
import { GroupAppender } from './group-appender.js';
import { GroupReader } from './group-reader.js';
import { Reader } from './reader.js';
import { Wake } from './wake.js';

export interface PostgresEventLogOptions {
  /** A PostgreSQL URL; the log opens and closes its own connections. */
  readonly url?: string;
  /** Instead of a URL: a pool of the caller's with room for three connections, one of them kept for LISTEN. */
  readonly pool?: pg.Pool;
  readonly schema?: string;
  /** Connections at most, with `url`; default 5. */
  readonly maxConnections?: number;
  /** Brings stored events up to today's versions. */
  readonly catalogue: Pick<EventCatalogue, 'upcast'>;
  /**
   * Called with failures that the log recovers from by itself: a handler that threw, a reader that lost its connection.
   */
  readonly onError?: (error: unknown) => void;
}

/** The event log in PostgreSQL. Run `migrateEventLog` once before. */
export function createPostgresEventLog(options: PostgresEventLogOptions): EventLog {
  return new PostgresEventLog(options);
}

class PostgresEventLog implements EventLog {
  readonly knowsIdsIn = 'log';
  private readonly pool: pg.Pool;
  private readonly ownsPool: boolean;
  private readonly appender: GroupAppender;
  private readonly reader: Reader;
  private readonly streams: GroupReader;
  private readonly tail: Tail;
  private readonly wake: Wake;
  private readonly followers: Followers;
  private readonly onError: (error: unknown) => void;

  constructor(options: PostgresEventLogOptions) {
    const schema = checkedSchema(options.schema ?? 'event_log');
    this.onError = options.onError ?? (() => undefined);
    this.ownsPool = !options.pool;
    this.pool = options.pool ?? openPool(options.url, options.maxConnections ?? 5);
    bearLosses(this.pool);
    // A pool without this listener ends the process when an idle connection is lost.
    this.pool.on('error', this.onError);
    this.reader = new Reader(this.pool, schema, options.catalogue);
    this.streams = new GroupReader((streams) => this.reader.streams(streams));
    this.tail = new Tail(this.reader, this.onError);
    this.followers = new Followers(this.reader, this.tail, this.onError);
    this.wake = new Wake(this.pool, schema, (categories) => this.tail.wake(categories));
    this.appender = new GroupAppender(this.pool, schema, (categories) => this.wake.grew(categories));
  }

  append(stream: string, events: readonly NewEvent[], expectedRevision: number): Promise<AppendResult> {
    return this.appender.append(stream, events, expectedRevision);
  }

  read(stream: string): Promise<RecordedEvent[]> {
    return this.streams.read(stream);
  }

  readMany(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>> {
    return this.reader.streams(streams);
  }

  highWaterMark(): Promise<string> {
    return this.reader.highWaterMark();
  }

  head(categories?: readonly string[]): Promise<string> {
    return this.reader.head(categories);
  }

  subscribe(options: SubscriptionOptions): LogSubscription {
    this.wake.listen();
    return this.followers.subscribe(options);
  }

  async check(): Promise<void> {
    this.followers.assertServed();
    await this.reader.highWaterMark();
  }

  async close(): Promise<void> {
    await this.followers.stop();
    await this.appender.close();
    this.tail.close();
    await this.wake.close();
    if (this.ownsPool) await this.pool.end();
    else this.pool.off('error', this.onError);
  }
}

function openPool(url: string | undefined, max: number): pg.Pool {
  if (!url) throw new Error('the event log needs a url or a pool');
  return new pg.Pool({
    connectionString: url,
    max,
    application_name: 'hengxin event log',
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
    keepAlive: true,
  });
}
