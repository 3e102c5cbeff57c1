import type { Role } from '@hengxin/contracts';

export const ALLOWED_ROLES = Symbol('hengxin:allow');
export const READS_FROM = Symbol('hengxin:reads-from');
export const REFERENCE_TYPE = Symbol('hengxin:scoped-reference');
export const REFERENCE_FIELDS = Symbol('hengxin:reference-fields');

type Method = (...args: never[]) => unknown;

/** Who may call a root resolver or an HTTP handler. One without it is denied to everybody. */
export function Allow(...roles: readonly [Role, ...Role[]]) {
  return <T extends Method>(_target: object, _name: string | symbol, descriptor: TypedPropertyDescriptor<T>): void => {
    Reflect.defineMetadata(ALLOWED_ROLES, new Set<Role>(roles), descriptor.value!);
  };
}

/**
 * The consumers a resolver reads from: `atLeast` (the argument, or the header `hengxin-at-least`) waits for just these.
 * Without it `atLeast` waits for every consumer of the service.
 */
export function ReadsFrom(...consumers: readonly string[]) {
  return <T extends Method>(_target: object, _name: string | symbol, descriptor: TypedPropertyDescriptor<T>): void => {
    Reflect.defineMetadata(READS_FROM, consumers, descriptor.value!);
  };
}

/** What a method answers for ids, in their order. */
type Entities<Entity> = readonly (Entity | null)[] | Promise<readonly (Entity | null)[]>;

/**
 * Resolves entities of a type that other subgraphs refer to by id, all of one call at once: `clients(ids: readonly
 * string[], context: RequestContext): Promise<readonly (ClientView | null)[]>`, in the order of the ids, null for what
 * is unknown or not to be seen by `context.caller`. The mark says that the method has applied the scope; without it the
 * type has no references.
 *
 * `fields`: what the answered entities carry beside their id. Every other field of the type needs a resolver, else the
 * service does not start.
 */
export function ScopedReference<Field extends string = never>(type: string, ...fields: readonly Field[]) {
  return <T extends (ids: readonly string[], context: never) => Entities<{ readonly [Name in Field]: unknown }>>(
    _target: object,
    _name: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ): void => {
    Reflect.defineMetadata(REFERENCE_TYPE, type, descriptor.value!);
    Reflect.defineMetadata(REFERENCE_FIELDS, fields, descriptor.value!);
  };
}
