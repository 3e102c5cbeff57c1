import type { RequestContext } from './request-context.js';
import { QueryRefused } from './query-refused.js';

export interface Representation {
  readonly __typename: string;
  readonly id: string;
}

/** Resolves all references of one type in one call. */
export type ReferenceResolver = (ids: readonly string[], context: RequestContext) => unknown;

/** The part of `ReadYourWrites` that references need. */
export interface Awaited {
  caughtUpWithReferences(context: RequestContext, consumers: readonly string[] | undefined): Promise<void> | undefined;
  news(consumers: readonly string[] | undefined): Promise<void>;
}

/** The entity types this subgraph can resolve by id, each through a method marked `@ScopedReference`. */
export class References {
  private readonly resolvers = new Map<
    string,
    { readonly resolve: ReferenceResolver; readonly readsFrom: readonly string[] | undefined }
  >();

  constructor(private readonly awaited: Awaited) {}

  /** `readsFrom`: the consumers that a position, or an entity that is not there yet, is waited for; all of the service where undefined. */
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
    await this.awaited.caughtUpWithReferences(context, resolver.readsFrom);
    const found = new Map<string, unknown>();
    const look = async (ids: readonly string[]): Promise<void> => {
      const entities = (await resolver.resolve(ids, context)) as readonly (object | null | undefined)[];
      ids.forEach((id, index) => found.set(id, entities[index] ? named(entities[index], type) : null));
    };
    await look([...new Set(representations.map(({ id }) => String(id)))]);
    const missing = [...found].flatMap(([id, entity]) => (entity ? [] : [id]));
    if (missing.length === 0) return found;
    // It may have been stored, or come into the caller's sight, a moment ago: whoever names it may have heard of it first.
    await this.awaited.news(resolver.readsFrom);
    await look(missing);
    return found;
  }
}

/** The union `_Entity` tells its members apart by `__typename`. */
function named(entity: object, type: string): object {
  return '__typename' in entity ? entity : Object.assign(entity, { __typename: type });
}
