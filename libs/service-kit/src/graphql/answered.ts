import { type GraphQLField, type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';

/** The fields that references of a type carry beside their id, by the type. */
export type CarriedFields = ReadonlyMap<string, readonly string[]>;

/**
 * Throws with the names of fields that no resolver answers: root fields, those that take arguments, and those of an
 * entity that its references do not carry. Each would be null, or fail once it is asked for.
 */
export function assertAnswered(schema: GraphQLSchema, carried: CarriedFields): void {
  const asked = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {})
      .filter(({ resolve }) => !resolve)
      .map(({ name }) => `${type!.name}.${name}`),
  );
  const subscribed = Object.values(schema.getSubscriptionType()?.getFields() ?? {})
    .filter(({ subscribe }) => !subscribe)
    .map(({ name }) => `Subscription.${name}`);
  refuse([...asked, ...subscribed], 'write it, and list its class among the providers');
  refuse(
    unresolvedOf(schema, carried),
    'write it, or name the field in @ScopedReference where references of the type carry it',
  );
}

function refuse(missing: readonly string[], remedy: string): void {
  if (missing.length > 0) throw new Error(`the schema has ${missing.join(', ')}, which no resolver answers: ${remedy}`);
}

/** Fields that no property of an object can answer, as `Client.gifts`. */
function unresolvedOf(schema: GraphQLSchema, carried: CarriedFields): string[] {
  const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || isIntrospectionType(type) || roots.includes(type)) return [];
    return Object.values(type.getFields())
      .filter((field) => isLost(field, carried.get(type.name)))
      .map(({ name }) => `${type.name}.${name}`);
  });
}

function isLost(field: GraphQLField<unknown, unknown>, carried: readonly string[] | undefined): boolean {
  if (field.resolve) return false;
  return field.args.length > 0 || (carried !== undefined && field.name !== 'id' && !carried.includes(field.name));
}
