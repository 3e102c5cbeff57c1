import type { NewEvent, RecordedEvent } from '@hengxin/event-sourcing';

/** Expected revision of a stream that must not exist yet. Otherwise the revision of its last event, from 0. */
export const NO_STREAM = -1;

/** The answer to an append. A wrong revision is an answer, not an exception; an outage throws. */
export type AppendResult =
  | {
      readonly ok: true;
      /** Where the last event of the append stands in the log. */
      readonly position: string;
      /** Revision of the last event of the append. */
      readonly revision: number;
      /** True when these very events (by id) were there already: a retry. */
      readonly repeated: boolean;
    }
  | { readonly ok: false; readonly reason: 'WRONG_REVISION'; readonly actualRevision: number }
  /** An event id is taken by an event of another stream or place: the same command id, another intention. */
  | { readonly ok: false; readonly reason: 'EVENT_ID_TAKEN'; readonly takenBy: string };

export interface SubscriptionOptions {
  /** Exclusive: a position, `start`, or `end` (only what comes from now on). */
  readonly from: string;
  /** Stream prefixes (aggregate names), e.g. `contact`. Empty: all. */
  readonly categories: readonly string[];
  /** Event types to deliver; empty: all of the categories. */
  readonly types?: readonly string[];
  /** Events a batch at most; default 500. */
  readonly batchSize?: number;
  /**
   * Called with the next events in log order, one call at a time. `upTo` is a position at or after the last event up to which
   * nothing more will ever come: it moves on even when no event matches (then `events` is empty). When it throws, the same
   * events come again after a back-off.
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
  /** Appends to one stream at an exact revision, all or nothing. */
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
  close(): Promise<void>;
}
