import type { Aggregate, EventCatalogue, RecordedEvent } from '@hengxin/event-sourcing';
import type { MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { CONSUMER_EXTRA } from './consumes.decorator.js';
import type { BatchContext, BatchHandler, ConsumerOptions } from './port.js';

/** A consumer as the transports see it. */
export interface Consumer {
  readonly name: string;
  readonly types: ReadonlySet<string>;
  readonly aggregates: readonly Aggregate[];
  /** What the bus knows of the domain. */
  readonly catalogue: EventCatalogue;
  /** True when the events are other contexts': they come as published, without personal fields but those below. */
  readonly foreign: boolean;
  /** Paths of personal fields that it is entitled to all the same. */
  readonly personal: ReadonlySet<string>;
  /** True when it reads the log itself on every bus: for personal fields, which are nowhere else. */
  readonly readsLog: boolean;
  readonly broadcast: boolean;
  readonly batchSize: number;
  /** What becomes of an event whose handler keeps failing: parked, or tried until it passes. */
  readonly onFailure: 'park' | 'retry';
  readonly handle: BatchHandler;
}

/** Whose consumers they are: the context that owns the service's events, and all events there are. */
export interface OwnService {
  readonly context: string;
  readonly catalogue: EventCatalogue;
}

/** The consumer behind a Nest handler; undefined for a handler that is none. Throws on options that can't work. */
export function consumerOf(handler: MessageHandler, service: OwnService): Consumer | undefined {
  const options = declaredBy(handler);
  if (!options) return undefined;
  if (handler.next)
    throw new Error(
      `two consumers are called ${options.consumer}: each has a checkpoint of its own, so names are unique in a service`,
    );
  return defineConsumer(options, service, (events, batch) => callNest(handler, events, batch));
}

/** What `@Consumes` says of a Nest handler; undefined for a handler that is no consumer. */
export function declaredBy({ extras }: Pick<MessageHandler, 'extras'>): ConsumerOptions | undefined {
  return (extras as Record<string, unknown> | undefined)?.[CONSUMER_EXTRA] as ConsumerOptions | undefined;
}

/** A consumer over a plain function. */
export function defineConsumer(
  options: ConsumerOptions,
  { context, catalogue }: OwnService,
  handle: BatchHandler,
): Consumer {
  const { consumer: name, events, broadcast = false, batchSize = 500, personal = [] } = options;
  const types = new Set(events.map((event) => event.type));
  const aggregates = catalogue.aggregates.filter((aggregate) =>
    Object.values(aggregate.events).some((event) => types.has(event.type)),
  );
  if (types.size === 0) throw new Error(`consumer ${name} consumes no event`);
  if (batchSize < 1) throw new Error(`consumer ${name} has a batch size of ${batchSize}`);
  const own = aggregates.filter((aggregate) => aggregate.context === context).length;
  if (own !== 0 && own !== aggregates.length)
    throw new Error(`consumer ${name} mixes events of ${context} with those of other contexts`);
  const unknown = personal.filter(
    (field) => !events.some((event) => event.personal.some((path) => path.join('.') === field)),
  );
  if (unknown.length > 0)
    throw new Error(`consumer ${name} asks for ${unknown.join(', ')}, which is no personal field of its events`);
  const foreign = own === 0;
  return {
    name,
    types,
    aggregates,
    catalogue,
    foreign,
    personal: new Set(personal),
    readsLog: !foreign || personal.length > 0,
    broadcast,
    batchSize,
    onFailure: 'park',
    handle,
  };
}

/** The types of some events. */
export function typesOf(events: readonly RecordedEvent[]): ReadonlySet<string> {
  return new Set(events.map(({ type }) => type));
}

async function callNest(handler: MessageHandler, events: readonly RecordedEvent[], batch: BatchContext): Promise<void> {
  const answer: unknown = await handler(events, batch);
  if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
}
