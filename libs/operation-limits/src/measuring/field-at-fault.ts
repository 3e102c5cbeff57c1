import {
  BREAK,
  coerceInputValue,
  type ASTNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  visit,
} from 'graphql';

/** A caller may call a key anything: nothing is repeated that no field could be called. */
const STEP = /^\w{1,100}$/;

/**
 * The argument at fault, with the fields of its input down to the node that a validator found; empty for any other
 * node.
 */
export function fieldOfNode(document: DocumentNode, node: ASTNode | undefined): string[] {
  const path: string[] = [];
  let found = false;
  visit(document, {
    enter(each) {
      if (each.kind === Kind.ARGUMENT || each.kind === Kind.OBJECT_FIELD) path.push(each.name.value);
      if (each !== node) return undefined;
      found = true;
      return BREAK;
    },
    leave(each) {
      if (each.kind === Kind.ARGUMENT || each.kind === Kind.OBJECT_FIELD) path.pop();
    },
  });
  return found ? path.filter((step) => STEP.test(step)) : [];
}

/** The first variable that does not fit, with the path down to what is at fault in it; empty where all fit. */
export function fieldOfVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): string[] {
  for (const { variable, type: node, defaultValue } of variableDefinitions) {
    const name = variable.name.value;
    const type = typeFromAST(schema, node as never) as GraphQLInputType | undefined;
    if (!type || !isInputType(type)) return [name];
    const value = variables[name];
    if (value === undefined && (defaultValue || node.kind !== Kind.NON_NULL_TYPE)) continue;
    let at: readonly (string | number)[] | undefined;
    coerceInputValue(value, type, (path) => (at ??= path));
    if (at) return named([name, ...at]);
  }
  return [];
}

/** Steps as texts, as far as they are what a field could be called. */
export function named(steps: readonly (string | number)[]): string[] {
  const texts = steps.map(String);
  const end = texts.findIndex((step) => !STEP.test(step));
  return end < 0 ? texts : texts.slice(0, end);
}
