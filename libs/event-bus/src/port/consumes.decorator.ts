import { Catch, type ExceptionFilter, UseFilters } from '@nestjs/common';
import type { EventType } from '@hengxin/event-sourcing';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type Observable, throwError } from 'rxjs';
import type { ConsumerOptions, HandlerOf } from './port.js';

/** Where the decorator keeps its options among the extras of Nest's pattern. */
export const CONSUMER_EXTRA = 'hengxinConsumer';

/**
 * Nest turns unknown errors of message handlers into "Internal server error"; the bus needs the error itself to judge
 * it.
 */
@Catch()
class OriginalError implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Makes a method of a Nest controller a consumer: `(events: readonly RecordedOf<…>[], context: BatchContext) =>
 * Promise<void>`, of the events that the options name: a method that takes fewer kinds does not compile. It is a plain
 * `@EventPattern` named after the consumer, with the batch as payload and the context as context.
 */
export function Consumes<E extends EventType>(
  options: ConsumerOptions<E>,
): <Handler extends HandlerOf<E>>(
  target: object,
  method: string | symbol,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void {
  const pattern = EventPattern(options.consumer, { [CONSUMER_EXTRA]: options });
  const filter = UseFilters(new OriginalError());
  return (target, method, descriptor) => {
    Payload()(target, method, 0);
    Ctx()(target, method, 1);
    pattern(target, method, descriptor as never);
    filter(target, method, descriptor);
  };
}
