/**
 * What the executor needs of an operation: which service to ask what, and how the parts make the answer. Made once, run
 * often.
 */
export interface Plan {
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** Root fields that can go together. Of a query they run at once, of a mutation one after another. */
  readonly sequences: readonly FetchSequence[];
  readonly root: ObjectShape;
  /** True when root fields ask about the schema itself; graphql-js answers those. */
  readonly introspects: boolean;
}

/** Root fetches and the entity fetches that follow them, group after group. */
export interface FetchSequence {
  readonly fetches: readonly RootFetch[];
  readonly fetchGroups: readonly (readonly EntityFetch[])[];
  /** Where the position comes from that the entity fetches must have reached. */
  readonly position: PositionSource | undefined;
}
export type PositionSource =
  | { readonly from: 'payload'; readonly field: string; readonly key: string }
  | { readonly from: 'variable'; readonly name: string; readonly otherwise: unknown }
  | { readonly from: 'literal'; readonly value: string };

export interface RootFetch {
  readonly service: string;
  readonly request: SubgraphRequest;
  /** The answer's keys, in order. */
  readonly keys: readonly string[];
}

/** One `_entities` request to one service; each part fills in the entities at its places. */
export interface EntityFetch {
  readonly service: string;
  readonly request: SubgraphRequest;
  readonly representations: readonly Representations[];
}
export interface Representations {
  /** The alias of its `_entities` field and the name of its variable. */
  readonly key: string;
  readonly typeName: string;
  readonly paths: readonly ResponsePath[];
  /** What it adds to each entity. */
  readonly keys: readonly string[];
}

/** Where entities stand in the answer so far; lists on the way are walked through. */
export interface ResponsePath {
  readonly steps: readonly Step[];
  /** The key under which the entity's id was fetched. */
  readonly idKey: string;
}
export interface Step {
  readonly key: string;
  /** Only objects of this concrete type, where several are possible. */
  readonly onType: string | undefined;
}

/** A request body without its values: `{"query":…,"variables":{` is already written. */
export interface SubgraphRequest {
  readonly text: string;
  readonly head: string;
  readonly variables: readonly string[];
}

export interface ObjectShape {
  readonly typeName: string;
  readonly fields: readonly FieldShape[];
  /** True when a service's answer can be passed on as it is. */
  readonly isWhole: boolean;
}
export interface FieldShape {
  readonly key: string;
  /** `Client.name`, for messages. */
  readonly coordinate: string;
  readonly wrapping: Wrapping;
  /** The answer of `__typename`, which needs no service. */
  readonly constant: string | undefined;
  readonly isWhole: boolean;
  /** By concrete type; several only when the type is abstract. */
  readonly shapes: readonly ObjectShape[];
}
/** `[T!]!` is `{ nonNull: true, of: { nonNull: true, of: undefined } }`. */
export interface Wrapping {
  readonly nonNull: boolean;
  readonly of: Wrapping | undefined;
}

/** Keys that the gateway adds to fetches and strips from answers. */
export const ADDED = { prefix: '_hx_', id: '_hx_id', type: '_hx_type', position: '_hx_position' } as const;
