import { GraphQLError, type GraphQLScalarType, type GraphQLSchema, isScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';

/** The platform's own scalars: each is spelt as a text. */
export const TEXT_SCALARS = ['Date', 'Instant', 'Position'] as const;

/**
 * Makes the scalars of a schema take what their type says and nothing else, be it written in the query or given as a variable: a schema
 * language can't say so, and without it they take any value, a list of a hundred thousand lists too. Whether a text is a date is for the
 * service to say, which answers with the field. No message repeats the value.
 */
export function strictScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const name of TEXT_SCALARS) restrict(schema, name, textOnly(name));
  restrict(schema, '_Any', reference);
  return schema;
}

type ParseValue = (value: unknown) => unknown;

function restrict(schema: GraphQLSchema, name: string, parseValue: ParseValue): void {
  const scalar = schema.getType(name);
  if (!isScalarType(scalar)) return;
  const strict = scalar as GraphQLScalarType;
  strict.parseValue = parseValue;
  strict.parseLiteral = (node, variables) => {
    if (node.kind !== Kind.STRING && node.kind !== Kind.OBJECT) throw unfit(name, node);
    return parseValue(valueFromASTUntyped(node, variables));
  };
}

function textOnly(name: string): ParseValue {
  return (value) => {
    if (typeof value === 'string') return value;
    throw unfit(name);
  };
}

/** A reference to an entity: its type and its id, both texts. */
function reference(value: unknown): unknown {
  const { __typename: type, id } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof type === 'string' && typeof id === 'string') return value;
  throw new GraphQLError('_Any is an object with the texts `__typename` and `id`.');
}

function unfit(name: string, node?: ValueNode): GraphQLError {
  return new GraphQLError(`${name} is a text.`, node && { nodes: node });
}
