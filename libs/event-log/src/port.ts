import type { NewEvent, RecordedEvent } from '@hengxin/event-sourcing';

export { NO_STREAM } from '@hengxin/event-sourcing';

/**
 * The largest append, in bytes: of each event its data and meta as JSON in UTF-8, twice its type, and
 * `EVENT_OVERHEAD_BYTES`. It is what EventStoreDB takes as it comes (1 MiB), with room to spare; every adapter refuses
 * larger ones before anything is written. `assertAppendable` does so for callers that write something else first. The
 * API answers APPEND_TOO_LARGE, also where a server was told to take less.
 */
export const LARGEST_APPEND_BYTES = 1_000_000;
export const EVENT_OVERHEAD_BYTES = 64;

/** The answer to an append. A wrong revision is an answer, not an exception; an outage throws. */
export type AppendResult =
  | {
      readonly ok: true;
      /** Where the last event of the append stands in the log. */
      readonly position: string;
      /** Revision of the last event of the append. */
      readonly revision: number;
      /**
       * True when these very events (by id) were there already: a retry. Undefined where the store's answer does not
       * tell, see `EventLog.knowsIdsIn`: they may have been stored by this call or by another one at the same time.
       */
      readonly repeated: boolean | undefined;
    }
  | { readonly ok: false; readonly reason: 'WRONG_REVISION'; readonly actualRevision: number }
  /**
   * An event id is taken by an event of another stream or place: the same command id, another intention. Only where the
   * log knows.
   */
  | { readonly ok: false; readonly reason: 'EVENT_ID_TAKEN'; readonly takenBy: string };

export interface SubscriptionOptions {
  /**
   * Exclusive: a position, `start`, or `end` (only what comes from now on). One beyond the end of the log belongs to
   * another log, or to what a restore took away: nothing is delivered, `onError` gets the reason, and `check` says it.
   * EventStoreDB's log finds that out of a restore under a subscription that runs, too.
   */
  readonly from: string;
  /** Stream prefixes (aggregate names), e.g. `contact`. Empty: all. */
  readonly categories: readonly string[];
  /** Event types to deliver; empty: all of the categories. */
  readonly types?: readonly string[];
  /** Events a batch at most; default 500. */
  readonly batchSize?: number;
  /**
   * Called with the next events in log order, one call at a time. `upTo` is a position at or after the last event up to
   * which nothing more will ever come: it moves on even when no event matches (then `events` is empty), and never back.
   * When it throws, the same events come again after a back-off.
   */
  onBatch(events: readonly RecordedEvent[], upTo: string): Promise<void>;
}

export interface LogSubscription {
  /**
   * Somebody waits for what it brings: it looks soon, not when it next would. Absent where each event is told of as it
   * comes.
   */
  hurry?(): void;
  /** Stops after the batch under way. */
  stop(): Promise<void>;
}

/** The log of everything that happened. Adapters: PostgreSQL, EventStoreDB/KurrentDB. */
export interface EventLog {
  /**
   * Where an event id is known again. Every log knows it in its stream, at the revision where it stands: the same
   * events again give the first answer and are stored once.
   * - `log`: and everywhere else, where it gives EVENT_ID_TAKEN; an append tells whether its events were there
   *   (PostgreSQL).
   * - `stream`: nowhere else. A caller that must not use an id twice sees to that before it appends (EventStoreDB).
   *
   * What the platform promises over both is the same: one command id is one intention within one service, and two
   * services know nothing of each other's ids. The ids of events are made of the service, the caller and the command
   * id, so that PostgreSQL refuses no more than EventStoreDB does.
   */
  readonly knowsIdsIn: 'log' | 'stream';
  /**
   * Appends to one stream at an exact revision, all or nothing. Throws AppendTooLarge beyond `LARGEST_APPEND_BYTES`.
   */
  append(stream: string, events: readonly NewEvent[], expectedRevision: number): Promise<AppendResult>;
  /** A stream from its first event; empty when there is none. Stored versions are brought up to today's. */
  read(stream: string): Promise<RecordedEvent[]>;
  /** Several streams at once; a stream without events is absent from the map. */
  readMany(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>>;
  /** Position up to which a subscription would deliver at this moment. */
  highWaterMark(): Promise<string>;
  /**
   * A position that everything committed before this call lies below. A subscription reaches it as soon as the
   * transactions under way have ended: to wait until what was just appended has been delivered, wait for this, not for
   * `highWaterMark`, which they may hold back. With categories: what was committed of these. Where the store finds
   * their last event as quickly as its own, it is that one, so that nobody waits for what others have written since.
   */
  head(categories?: readonly string[]): Promise<string>;
  subscribe(options: SubscriptionOptions): LogSubscription;
  /**
   * Resolves when the log serves; else rejects, soon, with one sentence that says what is wrong and holds no
   * credentials.
   */
  check(): Promise<void>;
  close(): Promise<void>;
}
