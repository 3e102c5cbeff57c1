import type { MercuriusOptions } from 'mercurius';

/**
 * How Mercurius executes a subgraph's operations: compiled, and without routes or sockets of its own, which would take
 * what ours refuse.
 */
export const EXECUTION: Omit<MercuriusOptions, 'schema'> = {
  jit: 1,
  allowBatchedQueries: false,
  graphiql: false,
  ide: false,
  cache: 512,
  routes: false,
  // As they are: who answers gives them their public face, knowing the caller's language.
  errorFormatter: ({ data, errors }) => ({
    statusCode: 200,
    response: { data: data ?? null, errors: errors as never },
  }),
};
