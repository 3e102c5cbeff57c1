import type { Answer } from '../execution/answer.js';
import type { AnswerError } from '../refusals.js';
import type { UpstreamEvent } from './upstream-events.js';

export type SubscriptionAnswer = Answer | { readonly errors: readonly AnswerError[] };

export interface EventHandling {
  /** Makes a service's event the caller's answer. */
  join(event: UpstreamEvent): Promise<Answer>;
  /** What the caller is told when the events break off. */
  explain(error: unknown): readonly AnswerError[];
  /** Called once, however it ends. */
  closed(): void;
}

/**
 * A caller's events out of a service's, one after the other. What breaks them off is their last word, so that a gap is
 * never silent.
 */
export function joinedEvents(
  events: AsyncIterableIterator<UpstreamEvent, void>,
  handling: EventHandling,
): AsyncIterableIterator<SubscriptionAnswer, void> {
  let open = true;
  const close = (): { value: undefined; done: true } => {
    if (open) handling.closed();
    open = false;
    return { value: undefined, done: true };
  };
  return {
    next: async () => {
      if (!open) return close();
      try {
        for (;;) {
          const { value, done } = await events.next();
          if (done || !value) return close();
          const answer = await handling.join(value);
          if (!isLeftOut(answer)) return { value: answer, done: false };
        }
      } catch (error) {
        await events.return?.();
        close();
        return { value: { errors: handling.explain(error) }, done: false };
      }
    },
    return: async () => {
      await events.return?.();
      return close();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/**
 * An event that misses what it must have is left out, as an element of a list is: nobody failed, and there is nothing
 * to show.
 */
function isLeftOut({ data, errors = [] }: Answer): boolean {
  return (
    data === null && errors.length > 0 && errors.every(({ extensions }) => extensions?.['code'] === 'VALUE_MISSING')
  );
}
