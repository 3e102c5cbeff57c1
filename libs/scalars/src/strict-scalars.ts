import {
  GraphQLError,
  type GraphQLScalarType,
  type GraphQLSchema,
  isScalarType,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';

/** The platform's own scalars: each is spelt as a text. */
export const TEXT_SCALARS = ['Date', 'Instant', 'Position', 'Money'] as const;

/**
 * Makes the scalars of a schema take what their type says and nothing else, both in the query and in a variable. The
 * schema language can't say so. Without this they take any value, a list of a hundred thousand lists too. Whether a
 * text is a date is for the service to say, which answers with the field. No message repeats the value.
 */
export function strictScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const name of TEXT_SCALARS)
    restrict(schema, name, { kind: Kind.STRING, fits: isString, fault: `${name} is a text.` });
  restrict(schema, '_Any', {
    kind: Kind.OBJECT,
    fits: isReference,
    fault: '_Any is an object with the texts `__typename` and `id`.',
  });
  return schema;
}

interface Form {
  /** How it is written in a query. */
  readonly kind: Kind.STRING | Kind.OBJECT;
  readonly fits: (value: unknown) => boolean;
  readonly fault: string;
}

function restrict(schema: GraphQLSchema, name: string, { kind, fits, fault }: Form): void {
  const scalar = schema.getType(name);
  if (!isScalarType(scalar)) return;
  const strict = scalar as GraphQLScalarType;
  const read = (value: unknown, node?: ValueNode): unknown => {
    if (fits(value)) return value;
    // With its place, by which the answer can name the argument.
    throw new GraphQLError(fault, node && { nodes: node });
  };
  strict.parseValue = (value) => read(value);
  strict.parseLiteral = (node, variables) =>
    read(node.kind === kind ? valueFromASTUntyped(node, variables) : undefined, node);
}

const isString = (value: unknown): boolean => typeof value === 'string';

/** A reference to an entity: its type and its id, both texts. */
function isReference(value: unknown): boolean {
  const { __typename: type, id } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return isString(type) && isString(id);
}
