import {
  Kind,
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

/** A subscription without its root field is none: the specification lets no condition stand there. The document has no fragment cycles. */
export function refuseConditionalRoot({ operation, selectionSet }: OperationDefinitionNode, fragments: Fragments): void {
  if (operation !== 'subscription') return;
  const walk = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'))
        throw new OperationRefused('SUBSCRIPTION_ROOT_CONDITIONAL');
      const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node.kind === Kind.INLINE_FRAGMENT ? node : undefined;
      if (inner) walk(inner.selectionSet);
    }
  };
  walk(selectionSet);
}
