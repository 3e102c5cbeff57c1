import {
  Kind,
  OperationTypeNode,
  valueFromASTUntyped,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { OperationRefused } from '../refused.js';
import type { Fragments } from './selection.js';

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

export function defaultsOf(definition: OperationDefinitionNode): Map<string, unknown> {
  return new Map(
    (definition.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  );
}

/** The variables that decide conditions, each with its default. */
export function conditionalVariables(document: DocumentNode, definition: OperationDefinitionNode): Map<string, unknown> {
  const defaults = defaultsOf(definition);
  const found = new Map<string, unknown>();
  visit(document, {
    Directive: ({ arguments: given }) => {
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) found.set(value.name.value, defaults.get(value.name.value));
    },
  });
  return found;
}

/**
 * A subscription without its root field is none: the specification lets no condition stand there, and a validator that meets one decides
 * it without its variables. Asked before validation, so fragments may still form a circle.
 */
export function refuseConditionalRoots(document: DocumentNode): void {
  const fragments = fragmentsOf(document);
  const visited = new Set<string>();
  const walk = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'))
        throw new OperationRefused('SUBSCRIPTION_ROOT_CONDITIONAL');
      if (node.kind === Kind.INLINE_FRAGMENT) walk(node.selectionSet);
      if (node.kind !== Kind.FRAGMENT_SPREAD || visited.has(node.name.value)) continue;
      visited.add(node.name.value);
      const fragment = fragments[node.name.value];
      if (fragment) walk(fragment.selectionSet);
    }
  };
  for (const node of document.definitions)
    if (node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.SUBSCRIPTION) walk(node.selectionSet);
}
