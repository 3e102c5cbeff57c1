import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { buildSchema, introspectionFromSchema } from 'graphql';
import type { Page } from './page.js';

const SCHEMA = 'docs/reference/schema.graphql';

/**
 * The types by which the console's operations are held against the schema: what `gql.tada generate output` would write.
 */
export function consolePages(pages: readonly Page[]): Page[] {
  const schema = pages.find(({ path }) => path === SCHEMA);
  if (!schema) throw new Error(`${SCHEMA} is not among what is generated`);
  const introspection = minifyIntrospection(introspectionFromSchema(buildSchema(schema.text)));
  const text = outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true });
  return [{ path: 'services/console/src/api/graphql-env.d.ts', text }];
}
