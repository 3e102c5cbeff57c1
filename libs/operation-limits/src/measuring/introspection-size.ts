import { type GraphQLFieldResolver, type GraphQLSchema, introspectionFromSchema, Kind } from 'graphql';
import { OperationRefused } from '../refused.js';
import type { SelectedField, Selection } from './selection.js';

/** So much may be asked about any schema, and twice what tools ask for to know the whole of a larger one. */
const ALWAYS_BYTES = 400_000;
const allowed = new WeakMap<GraphQLSchema, number>();
const BYTES_AROUND_A_VALUE = 6;
type Resolve = GraphQLFieldResolver<unknown, unknown> | undefined;

/**
 * Refuses a question about the schema whose answer would be large: lists within lists multiply, and so do aliases in
 * them.
 */
export function refuseLargeIntrospection(schema: GraphQLSchema, root: Selection): void {
  let bytes = 0;
  const limit = mostBytes(schema);
  const add = (more: number): void => {
    bytes += more;
    if (bytes > limit)
      throw new OperationRefused('OPERATION_TOO_WIDE', {
        count: bytes,
        limit,
        what: { en: 'bytes about the schema', zh: '接口定义字节' },
      });
  };
  const weigh = (holders: readonly unknown[], { type, fields }: Selection): void => {
    for (const field of fields) {
      add(holders.length * (field.key.length + BYTES_AROUND_A_VALUE));
      const resolve: Resolve = type.getFields()[field.name]?.resolve;
      const found = holders.flatMap(
        (holder) => resolve?.(holder, { includeDeprecated: true }, undefined, { schema } as never) ?? [],
      );
      for (const value of found) if (typeof value === 'string') add(value.length);
      for (const inner of field.selections) weigh(found, inner);
    }
  };
  for (const field of root.fields)
    if (field.name === '__schema') weigh([schema], field.selections[0]!);
    else if (field.name === '__type') weigh(typesFor(schema, field), field.selections[0]!);
}

function mostBytes(schema: GraphQLSchema): number {
  const known = allowed.get(schema);
  if (known !== undefined) return known;
  const most = Math.max(ALWAYS_BYTES, 2 * JSON.stringify(introspectionFromSchema(schema)).length);
  allowed.set(schema, most);
  return most;
}

/** One that a variable names may be any: all of them are more than enough. */
function typesFor(schema: GraphQLSchema, { nodes }: SelectedField): readonly unknown[] {
  const name = nodes[0]?.arguments?.[0]?.value;
  return name?.kind === Kind.STRING ? [schema.getType(name.value) ?? []].flat() : Object.values(schema.getTypeMap());
}
