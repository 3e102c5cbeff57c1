import type { NewEvent, RecordedEvent } from '@hengxin/event-sourcing';

/** Expected revision of a stream that must not exist yet. Otherwise the revision of its last event, from 0. */
export const NO_STREAM = -1;

/**
 * The largest append, in bytes: of each event its data and meta as JSON in UTF-8, twice its type, and `EVENT_OVERHEAD_BYTES`. It is what
 * EventStoreDB takes as it comes (1 MiB), with room to spare; larger ones are refused by every adapter before anything is written.
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
       * True when these very events (by id) were there already: a retry. Undefined where the store's answer does not tell, see
       * `EventLog.knowsIdsIn`: they may have been stored by this call or by another one at the same time.
       */
      readonly repeated: boolean | undefined;
    }
  | { readonly ok: false; readonly reason: 'WRONG_REVISION'; readonly actualRevision: number }
  /** An event id is taken by an event of another stream or place: the same command id, another intention. Only where the log knows. */
  | { readonly ok: false; readonly reason: 'EVENT_ID_TAKEN'; readonly takenBy: string };

export interface SubscriptionOptions {
  /**
   * Exclusive: a position, `start`, or `end` (only what comes from now on). One beyond the end of the log belongs to another log, or to
   * what a restore took away: nothing is delivered, `onError` hears why, and `check` says it.
   */
  readonly from: string;
  /** Stream prefixes (aggregate names), e.g. `contact`. Empty: all. */
  readonly categories: readonly string[];
  /** Event types to deliver; empty: all of the categories. */
  readonly types?: readonly string[];
  /** Events a batch at most; default 500. */
  readonly batchSize?: number;
  /**
   * Called with the next events in log order, one call at a time. `upTo` is a position at or after the last event up to which
   * nothing more will ever come: it moves on even when no event matches (then `events` is empty), and never back. When it throws, the
   * same events come again after a back-off.
   */
  onBatch(events: readonly RecordedEvent[], upTo: string): Promise<void>;
}

export interface LogSubscription {
  /** Somebody waits for what it brings: it looks soon, not when it next would. Absent where each event is told of as it comes. */
  hurry?(): void;
  /** Stops after the batch under way. */
  stop(): Promise<void>;
}

/** The log of everything that happened. Adapters: PostgreSQL, EventStoreDB/KurrentDB. */
export interface EventLog {
  /**
   * Where an event id is known again. Every log knows it in its stream, at the revision where it stands: the same events again give the
   * first answer and are stored once.
   * - `log`: and everywhere else, where it gives EVENT_ID_TAKEN; an append tells whether its events were there (PostgreSQL).
   * - `stream`: nowhere else. Whoever must not use an id twice sees to that before he appends (EventStoreDB).
   */
  readonly knowsIdsIn: 'log' | 'stream';
  /** Appends to one stream at an exact revision, all or nothing. Throws AppendTooLarge beyond `LARGEST_APPEND_BYTES`. */
  append(stream: string, events: readonly NewEvent[], expectedRevision: number): Promise<AppendResult>;
  /** A stream from its first event; empty when there is none. Stored versions are brought up to today's. */
  read(stream: string): Promise<RecordedEvent[]>;
  /** Several streams at once; a stream without events is absent from the map. */
  readMany(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>>;
  /** Position up to which a subscription would deliver at this moment. */
  head(): Promise<string>;
  /**
   * A position that everything committed before this call lies below. A subscription reaches it as soon as the transactions under way
   * have ended: to wait until what was just appended has been delivered, wait for this, not for `head`, which they may hold back.
   */
  tip(): Promise<string>;
  subscribe(options: SubscriptionOptions): LogSubscription;
  /** Resolves when the log serves; else rejects, soon, with one sentence that says what is wrong and holds no credentials. */
  check(): Promise<void>;
  close(): Promise<void>;
}
