import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.js';

/** Typed operations over the composed schema: `npm run check` refuses one that asks for a field which is not there. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Date: string; Instant: string; Position: string; Money: string };
}>();
export { readFragment } from 'gql.tada';
export type { FragmentOf, ResultOf, TadaDocumentNode, VariablesOf } from 'gql.tada';
