import { aggregatesOf, AGGREGATES } from '@hengxin/contracts';
import type { Aggregate, RecordedEvent } from '@hengxin/event-sourcing';
import type { MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { CONSUMER_EXTRA } from './consumes.decorator.js';
import type { BatchContext, BatchHandler, ConsumerOptions } from './port.js';

/** A consumer as the transports see it. */
export interface Consumer {
  readonly name: string;
  readonly types: ReadonlySet<string>;
  readonly aggregates: readonly Aggregate[];
  /** True when the events are other contexts': they come as published, without personal fields. */
  readonly foreign: boolean;
  readonly broadcast: boolean;
  readonly batchSize: number;
  /** What becomes of an event whose handler keeps failing: parked, or tried until it passes. */
  readonly onFailure: 'park' | 'retry';
  readonly handle: BatchHandler;
}

/** The consumer behind a Nest handler; undefined for a handler that is none. Throws on options that can't work. */
export function consumerOf(handler: MessageHandler, context: string): Consumer | undefined {
  const options = (handler.extras as Record<string, unknown> | undefined)?.[CONSUMER_EXTRA] as ConsumerOptions | undefined;
  if (!options) return undefined;
  if (handler.next)
    throw new Error(`two consumers are called ${options.consumer}: each has a checkpoint of its own, so names are unique in a service`);
  return defineConsumer(options, context, (events, batch) => callNest(handler, events, batch));
}

/** A consumer over a plain function. */
export function defineConsumer(options: ConsumerOptions, context: string, handle: BatchHandler): Consumer {
  const { consumer: name, events, broadcast = false, batchSize = 500 } = options;
  const types = new Set(events.map((event) => event.type));
  const aggregates = AGGREGATES.filter((aggregate) => Object.values(aggregate.events).some((event) => types.has(event.type)));
  if (types.size === 0) throw new Error(`consumer ${name} consumes no event`);
  if (batchSize < 1) throw new Error(`consumer ${name} has a batch size of ${batchSize}`);
  const own = aggregates.filter((aggregate) => aggregatesOf(context).includes(aggregate)).length;
  if (own !== 0 && own !== aggregates.length) throw new Error(`consumer ${name} mixes events of ${context} with those of other contexts`);
  return { name, types, aggregates, foreign: own === 0, broadcast, batchSize, onFailure: 'park', handle };
}

async function callNest(handler: MessageHandler, events: readonly RecordedEvent[], batch: BatchContext): Promise<void> {
  const answer: unknown = await handler(events, batch);
  if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
}
