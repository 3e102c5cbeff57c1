import { executeSync, Kind, type DocumentNode } from 'graphql';
import { isIntrospection } from '@hengxin/operation-limits';
import type { Operation } from '../planning/operations.js';
import type { JsonObject } from './completion.js';

/** Answers what an operation asks about the schema itself. */
export function introspect(operation: Operation, variables: Readonly<Record<string, unknown>>): JsonObject {
  const selections = operation.selection.fields.filter(isIntrospection).flatMap(({ nodes }) => nodes);
  const asked = { ...operation.definition, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [asked, ...operation.document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)],
  };
  const { data } = executeSync({ schema: operation.schema, document, variableValues: variables });
  return (data ?? {}) as JsonObject;
}
