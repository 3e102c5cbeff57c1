import {
  Kind,
  OperationTypeNode,
  valueFromASTUntyped,
  visit,
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { OperationRefused } from '../refused.js';
import type { Fragments } from './selection.js';

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

export function defaultsOf(definition: OperationDefinitionNode): Map<string, unknown> {
  return new Map(
    (definition.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  );
}

/** The variables that decide conditions of one operation, each with its default. */
export function conditionalVariables(
  document: DocumentNode,
  definition: OperationDefinitionNode,
): Map<string, unknown> {
  const defaults = defaultsOf(definition);
  const fragments = fragmentsOf(document);
  const visited = new Set<string>();
  const found = new Map<string, unknown>();
  const walk = (node: ASTNode): void =>
    void visit(node, {
      Directive: ({ arguments: given }) => {
        for (const { value } of given ?? [])
          if (value.kind === Kind.VARIABLE) found.set(value.name.value, defaults.get(value.name.value));
      },
      FragmentSpread: ({ name: { value: name } }) => {
        const fragment = fragments[name];
        if (!fragment || visited.has(name)) return;
        visited.add(name);
        walk(fragment);
      },
    });
  walk(definition);
  return found;
}

/**
 * A variable with a default may be nullable, and the condition is not: null stands for neither true nor false, nor for
 * the default. Throws `OperationRefused`.
 */
export function refuseNullConditions(
  conditional: ReadonlyMap<string, unknown>,
  variables: Readonly<Record<string, unknown>>,
): void {
  for (const name of conditional.keys())
    if (variables[name] === null) {
      const detail = `"$${name}" is null and decides a condition: give true or false, or leave it out for its default.`;
      throw new OperationRefused('VARIABLE_INVALID', { detail }, undefined, [name]);
    }
}

/**
 * A subscription without its root field is none: the specification lets no condition stand there, and a validator that
 * meets one decides it without its variables. Asked before validation, so fragments may still form a circle.
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
    if (node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.SUBSCRIPTION)
      walk(node.selectionSet);
}
