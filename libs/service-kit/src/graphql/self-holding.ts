import {
  getNamedType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLScalarType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';

/**
 * Ends inputs that hold themselves, as a filter of filters: where one comes round to itself, the schema that is
 * executed takes any value, and the resolver parses it. Mercurius compiles an operation by unfolding the inputs of its
 * variables; of one without an end it never comes to the end. The schema that is published stays as it is written.
 */
export function endSelfHolding(schema: GraphQLSchema): void {
  const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
  const cuts = inputs.flatMap((input) =>
    Object.values(input.getFields()).filter((field) => isRound(getNamedType(field.type), input)),
  );
  for (const field of cuts) field.type = anyIn(field.type);
}

/** Whether a type is an input that holds another one, however far within. */
function isRound(type: unknown, wanted: GraphQLInputObjectType, seen: Set<unknown> = new Set()): boolean {
  if (!isInputObjectType(type) || seen.has(type)) return false;
  seen.add(type);
  if (type === wanted) return true;
  return Object.values(type.getFields()).some((field) => isRound(getNamedType(field.type), wanted, seen));
}

function anyIn(type: GraphQLInputType): GraphQLInputType {
  if (isNonNullType(type)) return new GraphQLNonNull(anyIn(type.ofType as GraphQLInputType) as GraphQLScalarType);
  return isListType(type) ? new GraphQLList(anyIn(type.ofType as GraphQLInputType)) : ANY;
}

const ANY = new GraphQLScalarType({ name: 'ParsedByResolver' });
