import type { EventType, RecordedEvent, RecordedOf } from '@hengxin/event-sourcing';

/** SQL inside a consumer's transaction. `name` makes it a prepared statement. Always parameterised. */
export interface Tx {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]>;
}

/**
 * What a handler gets beside its events. Its writes through `tx` commit together with the checkpoint, or not at all.
 */
export interface BatchContext {
  readonly tx: Tx;
  readonly consumer: string;
  /** `store`, or the topic. */
  readonly source: string;
  readonly partition: number;
  /** Runs once the transaction has committed. */
  afterCommit(action: () => void): void;
}

/**
 * A consumer: an ordinary Nest `@EventPattern` handler that takes events in batches, in log order a key.
 * Effectively once: see `BatchContext.tx`.
 */
export interface ConsumerOptions<E extends EventType = EventType> {
  /** Names the checkpoint; unique in its service. Change it to rebuild: a new name starts from the beginning. */
  readonly consumer: string;
  /** All of the service's own context (then it always reads the log itself), or none of it. */
  readonly events: readonly E[];
  /**
   * Personal fields of another context's events that it may not do without, by their names; one that lies within
   * others by its path, as `findings.text`. A consumer with some reads the log itself, on every bus: they never travel.
   * Default none.
   */
  readonly personal?: readonly string[];
  /**
   * True: every instance gets every event from now on, without checkpoint or transaction (`ctx.tx` throws); for caches
   * and GraphQL subscriptions. Default false.
   */
  readonly broadcast?: boolean;
  /** Events a batch at most; default 500. */
  readonly batchSize?: number;
}

export type BatchHandler = (events: readonly RecordedEvent[], context: BatchContext) => Promise<void>;

/** A handler that takes the events of these definitions and no others. */
export type HandlerOf<E extends EventType> = (events: readonly RecordedOf<E>[], context: BatchContext) => Promise<void>;
