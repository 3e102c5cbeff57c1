import { MOST_REPRESENTATIONS } from '@hengxin/operation-limits';
import { sharedRejections } from '../catalogue/shared-rejections.js';
import { QueryRefused } from './query-refused.js';
import { type RequestContext, sharedIn } from './request-context.js';

export interface Representation {
  readonly __typename: string;
  readonly id: string;
}

/** Resolves all references of one type in one call. */
export type ReferenceResolver = (ids: readonly string[], context: RequestContext) => unknown;

const LONGEST_ID = 200;
const ASKED = Symbol('representations asked for in a call');

/** The part of `ReadYourWrites` that references need. */
export interface Awaited {
  caughtUpWithReferences(context: RequestContext, consumers: readonly string[] | undefined): Promise<void> | undefined;
  news(consumers: readonly string[] | undefined): Promise<void>;
}

/**
 * The entity types this subgraph can resolve by id, each through a method marked `@ScopedReference`. The gateway alone
 * may ask: it takes ids out of answers that were scoped before, so that a caller that asks for an id may see at least
 * what stands in for its entity.
 */
export class References {
  private readonly resolvers = new Map<
    string,
    { readonly resolve: ReferenceResolver; readonly readsFrom: readonly string[] | undefined }
  >();

  constructor(private readonly awaited: Awaited) {}

  /**
   * `readsFrom`: the consumers that a position, or an entity that is not there yet, is waited for; all of the service
   * where undefined.
   */
  add(type: string, resolve: ReferenceResolver, readsFrom?: readonly string[]): void {
    if (this.resolvers.has(type)) throw new Error(`two methods are marked @ScopedReference('${type}')`);
    this.resolvers.set(type, { resolve, readsFrom });
  }

  /** Entities in the order of their representations; null where there is none for this caller. */
  async resolve(given: readonly unknown[], context: RequestContext): Promise<unknown[]> {
    const representations = admitted(given, context);
    const byType = new Map<string, Representation[]>();
    for (const reference of representations) {
      const sameType = byType.get(reference.__typename);
      if (sameType) sameType.push(reference);
      else byType.set(reference.__typename, [reference]);
    }
    const found = new Map<string, Map<string, unknown>>();
    await Promise.all([...byType].map(async ([type, refs]) => found.set(type, await this.ofType(type, refs, context))));
    return representations.map(({ __typename, id }) => found.get(__typename)?.get(String(id)) ?? null);
  }

  private async ofType(
    type: string,
    representations: readonly Representation[],
    context: RequestContext,
  ): Promise<Map<string, unknown>> {
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
    // It may have been stored, or come into the caller's sight, a moment ago: the caller may know of it before this
    // service does.
    await this.awaited.news(resolver.readsFrom);
    await look(missing);
    return found;
  }
}

/** Refuses a caller that has not proved to be the gateway. */
export function refuseStrangers(context: RequestContext): void {
  if (!context.caller) throw new QueryRefused('NOT_ALLOWED');
  if (!context.fromGateway) throw QueryRefused.of(sharedRejections.INTERNAL_ONLY());
}

function admitted(given: readonly unknown[], context: RequestContext): readonly Representation[] {
  refuseStrangers(context);
  const asked = sharedIn(context, ASKED, () => ({ count: 0 }));
  asked.count += given.length;
  if (asked.count > MOST_REPRESENTATIONS)
    throw QueryRefused.of(
      sharedRejections.REPRESENTATIONS_TOO_MANY({ count: asked.count, limit: MOST_REPRESENTATIONS }),
    );
  if (!given.every(isRepresentation)) throw QueryRefused.of(sharedRejections.REPRESENTATION_MALFORMED());
  return given;
}

function isRepresentation(value: unknown): value is Representation {
  if (typeof value !== 'object' || value === null) return false;
  const { __typename: type, id } = value as Record<string, unknown>;
  return typeof type === 'string' && (typeof id === 'string' || typeof id === 'number') && isKey(String(id));
}

const isKey = (id: string): boolean =>
  id.length > 0 && id.length <= LONGEST_ID && !id.includes('\0') && id.isWellFormed();

/** The union `_Entity` tells its members apart by `__typename`. */
function named(entity: object, type: string): object {
  return '__typename' in entity ? entity : Object.assign(entity, { __typename: type });
}
