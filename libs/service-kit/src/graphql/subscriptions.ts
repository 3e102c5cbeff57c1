import { GraphQLError, type GraphQLFieldResolver } from 'graphql';
import { formatError, isExpected } from './error-format.js';
import { callerNow, type RequestContext } from './request-context.js';

type Subscribe = GraphQLFieldResolver<unknown, unknown>;

/**
 * A subscription that ends with its token, and whose failures have the public face that those of requests have: on a
 * socket nobody else formats them.
 */
export function guardedSubscription(subscribe: Subscribe, failed: (error: unknown) => void): Subscribe {
  return async (source, args, context, info) => {
    const call = context as RequestContext;
    const show = <T>(work: () => Promise<T>): Promise<T> => shown(work, call, failed);
    const events = await show(async () => {
      const begun = (await subscribe(source, args, context, info)) as AsyncIterator<unknown> | Error;
      // Nest's filters hand an error back as a value.
      if (begun instanceof Error) throw begun;
      return begun;
    });
    return guarded(events, call, show);
  };
}

function guarded(
  events: AsyncIterator<unknown>,
  call: RequestContext,
  show: <T>(work: () => Promise<T>) => Promise<T>,
): AsyncIterableIterator<unknown> {
  const end = async (): Promise<IteratorResult<unknown>> => {
    await events.return?.();
    return { done: true, value: undefined };
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () =>
      show(async () => {
        try {
          const event = await events.next();
          if (!event.done) callerNow(call);
          return event;
        } catch (error) {
          await end();
          throw error;
        }
      }),
    return: end,
  };
}

async function shown<T>(
  work: () => Promise<T>,
  { language }: RequestContext,
  failed: (error: unknown) => void,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    const wrapped = new GraphQLError(cause.message, { originalError: cause });
    if (!isExpected(wrapped)) failed(error);
    const { message, extensions } = formatError(wrapped, language);
    throw new GraphQLError(message, { extensions: { ...extensions } });
  }
}
