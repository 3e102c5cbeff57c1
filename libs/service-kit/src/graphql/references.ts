import type { RequestContext } from './request-context.js';
import { QueryRefused } from './query-refused.js';

export interface Representation {
  readonly __typename: string;
  readonly id: string;
}

/** Resolves all references of one type in one call. */
export type ReferenceResolver = (ids: readonly string[], context: RequestContext) => unknown;

/** The entity types this subgraph can resolve by id, each through a method marked `@ScopedReference`. */
export class References {
  private readonly resolvers = new Map<
    string,
    { readonly resolve: ReferenceResolver; readonly readsFrom: readonly string[] | undefined }
  >();

  constructor(
    private readonly caughtUp: (context: RequestContext, consumers: readonly string[] | undefined) => Promise<void> | undefined,
  ) {}

  /** `readsFrom`: the consumers that a position is waited for; all of the service where undefined. */
  add(type: string, resolve: ReferenceResolver, readsFrom?: readonly string[]): void {
    if (this.resolvers.has(type)) throw new Error(`two methods are marked @ScopedReference('${type}')`);
    this.resolvers.set(type, { resolve, readsFrom });
  }

  /** Entities in the order of their representations; null where there is none for this caller. */
  async resolve(representations: readonly Representation[], context: RequestContext): Promise<unknown[]> {
    if (!context.caller) throw new QueryRefused('NOT_ALLOWED');
    const byType = new Map<string, Representation[]>();
    for (const reference of representations) {
      const sameType = byType.get(reference.__typename);
      if (sameType) sameType.push(reference);
      else byType.set(reference.__typename, [reference]);
    }
    const found = new Map<string, Map<string, unknown>>();
    await Promise.all([...byType].map(async ([type, refs]) => found.set(type, await this.ofType(type, refs, context))));
    return representations.map(({ __typename, id }) => found.get(__typename)?.get(id) ?? null);
  }

  private async ofType(type: string, representations: readonly Representation[], context: RequestContext): Promise<Map<string, unknown>> {
    const resolver = this.resolvers.get(type);
    if (!resolver) throw new QueryRefused('NOT_ALLOWED');
    await this.caughtUp(context, resolver.readsFrom);
    const ids = [...new Set(representations.map(({ id }) => String(id)))];
    const entities = (await resolver.resolve(ids, context)) as readonly (object | null | undefined)[];
    return new Map(ids.map((id, index) => [id, entities[index] ? named(entities[index], type) : null]));
  }
}

/** The union `_Entity` tells its members apart by `__typename`. */
function named(entity: object, type: string): object {
  return '__typename' in entity ? entity : Object.assign(entity, { __typename: type });
}
