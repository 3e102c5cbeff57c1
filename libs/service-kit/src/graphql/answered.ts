import type { GraphQLSchema } from 'graphql';

/** Throws with the names of root fields that no resolver answers: each would be null, or fail once it is asked for. */
export function assertAnswered(schema: GraphQLSchema): void {
  const asked = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {})
      .filter(({ resolve }) => !resolve)
      .map(({ name }) => `${type!.name}.${name}`),
  );
  const subscribed = Object.values(schema.getSubscriptionType()?.getFields() ?? {})
    .filter(({ subscribe }) => !subscribe)
    .map(({ name }) => `Subscription.${name}`);
  const missing = [...asked, ...subscribed];
  if (missing.length > 0)
    throw new Error(
      `the schema has ${missing.join(', ')}, which no resolver answers: write it, and list its class among the providers`,
    );
}
