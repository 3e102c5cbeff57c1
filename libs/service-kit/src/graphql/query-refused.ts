import type { Rejected, Rejection } from '@hengxin/event-sourcing';

/**
 * A question the rules refuse: thrown by a resolver, answered as a GraphQL error with `extensions.code` and `field`.
 */
export class QueryRefused extends Error {
  override readonly name = 'QueryRefused';
  constructor(
    readonly code: string,
    readonly field: readonly string[] = [],
    readonly facts: Rejection['facts'] = {},
  ) {
    super(code);
  }

  /** The refusal that a catalogue's maker gives: `throw QueryRefused.of(sharedRejections.PAGE_SIZE({…}))`. */
  static of({ rejection }: Rejected): QueryRefused {
    return new QueryRefused(rejection.code, rejection.field, rejection.facts);
  }
}
