import type { BatchContext, BatchHandler, ConsumerOptions, Tx } from '@hengxin/event-bus';
import type { EventHandlers, EventType, RecordedEvent, RecordedOf } from '@hengxin/event-sourcing';
import type { TableFacts } from './table.js';

/** What makes a projection. `Batch` is what a batch of events folds into before anything is written. */
export interface ProjectionDefinition<E extends EventType, Batch> {
  /** Names the consumer and its checkpoint; unique in its service. A new name reads the log from the beginning. */
  readonly consumer: string;
  /** Everything it consumes. */
  readonly events: readonly E[];
  /** What it writes, and what a rebuild empties. */
  readonly tables: readonly TableFacts[];
  /**
   * Another consumer of the service to whose tables it adds what its own rows move. Its rows say what was added, so
   * starting over keeps them: emptied, all of it would be added a second time. A row told again moves nothing.
   */
  readonly addsTo?: string;
  /** Events a batch at most; default 500. */
  readonly batchSize?: number;
  /** Personal fields of another context that it keeps, by their names; their columns are `personal`. */
  readonly personal?: readonly string[];
  /** Takes an event apart before it is folded: one that states several facts at once becomes one event a fact. */
  readonly split?: (events: readonly RecordedEvent[]) => readonly RecordedEvent[];
  /** What the batch starts from: at most one read a table. */
  readonly load: (events: readonly RecordedOf<E>[], tx: Tx, context: BatchContext) => Batch | Promise<Batch>;
  /**
   * One handler an event type; each folds an event into the batch. In memory: the order of events is that of the log
   * for each key.
   */
  readonly on: EventHandlers<E, void, [batch: Batch]>;
  /** Writes what the batch came to: one write a table. */
  readonly store: (batch: Batch, tx: Tx, context: BatchContext) => Promise<unknown>;
}

/** A projection: a consumer whose handler folds a batch in memory and writes it once. It is what `@Consumes` takes. */
export interface Projection<E extends EventType = EventType> extends ConsumerOptions<E> {
  readonly tables: readonly TableFacts[];
  readonly addsTo?: string;
  readonly apply: BatchHandler;
}

/** The events of a projection's batch, as `@Consumes(projection)` hands them to a method. */
export type EventsOf<P> = P extends ConsumerOptions<infer E> ? readonly RecordedOf<E>[] : never;

/**
 * Makes a projection of its definition. Throws where an event has no handler or a handler no event, for callers without
 * types.
 */
export function projection<E extends EventType, Batch>(definition: ProjectionDefinition<E, Batch>): Projection<E> {
  const { consumer, events, tables, addsTo, batchSize, personal, split, load, on, store } = definition;
  const handlers = new Map(Object.entries(on) as [string, (event: RecordedEvent, batch: Batch) => void][]);
  const missing = events.filter(({ type }) => !handlers.has(type)).map(({ type }) => type);
  if (missing.length > 0)
    throw new Error(`projection ${consumer} consumes ${missing.join(', ')} and has no handler for it`);
  const types = new Set<string>(events.map(({ type }) => type));
  const unheard = [...handlers.keys()].filter((type) => !types.has(type));
  if (unheard.length > 0)
    throw new Error(`projection ${consumer} has a handler for ${unheard.join(', ')} and does not consume it`);
  const apply = async (recorded: readonly RecordedEvent[], context: BatchContext) => {
    const { tx } = context;
    const facts = (split?.(recorded) ?? recorded) as readonly RecordedOf<E>[];
    const batch = await load(facts, tx, context);
    for (const fact of facts) handlers.get(fact.type)?.(fact, batch);
    await store(batch, tx, context);
  };
  return {
    consumer,
    events,
    tables,
    apply,
    ...(addsTo !== undefined && { addsTo }),
    ...(batchSize !== undefined && { batchSize }),
    ...(personal !== undefined && { personal }),
  };
}

/** Every event of an aggregate, for a projection that consumes them all. */
export function eventsOf<E extends EventType>(aggregate: {
  readonly events: Readonly<Record<string, E>>;
}): readonly E[] {
  return Object.values(aggregate.events);
}

/** What is left of a projection once nothing is: its name and its tables. */
export type Rebuilt = Pick<Projection, 'consumer' | 'tables' | 'addsTo'>;

/** Empties the tables of a projection, in the order in which they are listed. */
export async function emptyTables({ tables }: Pick<Rebuilt, 'tables'>, tx: Tx): Promise<void> {
  if (tables.length > 0) await tx.query(`truncate ${tables.map(({ name }) => name).join(', ')}`);
}

/**
 * Makes a projection begin again, in one transaction: its tables are empty, and it reads from the beginning. What it
 * parked comes again with all else. No batch of it may be under way. One that adds to another's tables keeps its rows.
 */
export async function startOver(projection: Rebuilt, tx: Tx): Promise<void> {
  if (projection.addsTo === undefined) await emptyTables(projection, tx);
  for (const table of ['bus_checkpoint', 'bus_parked_event'])
    await tx.query(`delete from ${table} where consumer = $1`, [projection.consumer]);
}
