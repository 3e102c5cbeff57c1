import { Kind, print, visit, type FieldNode, type VariableDefinitionNode } from 'graphql';
import type { SubgraphRequest } from './plan.js';

export interface OperationHead {
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly name: string | undefined;
  readonly variableDefinitions: readonly VariableDefinitionNode[];
}

/** The request of a service's own root fields. */
export function rootRequest(head: OperationHead, selection: string, used: ReadonlySet<string>): SubgraphRequest {
  return request(head.operation, head, selection, used, []);
}

/** The request of `_entities`, one aliased field a part; `$<part key>` holds its representations. */
export function entityRequest(
  head: OperationHead,
  parts: readonly { key: string; typeName: string; text: string }[],
  used: ReadonlySet<string>,
): SubgraphRequest {
  const selection = parts
    .map(({ key, typeName, text }) => `${key}:_entities(representations:$${key}){...on ${typeName}{${text}}}`)
    .join(' ');
  const representations = parts.map(({ key }) => `$${key}:[_Any!]!`);
  return request('query', head, selection, used, representations);
}

function request(
  operation: string,
  head: OperationHead,
  selection: string,
  used: ReadonlySet<string>,
  more: readonly string[],
): SubgraphRequest {
  const own = head.variableDefinitions.filter(({ variable }) => used.has(variable.name.value));
  const declared = [...more, ...own.map((definition) => print({ ...definition, directives: [] }))];
  const text = `${operation}${head.name ? ` ${head.name}` : ''}${declared.length ? `(${declared.join(',')})` : ''}{${selection}}`;
  return {
    text,
    head: `{"query":${JSON.stringify(text)},"variables":{`,
    variables: own.map(({ variable }) => variable.name.value),
  };
}

/** The variables that a field's arguments name. */
export function variablesOf(node: FieldNode): string[] {
  const found: string[] = [];
  for (const argument of node.arguments ?? [])
    visit(argument, { [Kind.VARIABLE]: (variable) => void found.push(variable.name.value) });
  return found;
}

/** Completes a request with its values. `representations` is ready JSON, by part key. */
export function bodyOf(
  request: SubgraphRequest,
  variables: Readonly<Record<string, unknown>>,
  representations?: ReadonlyMap<string, string>,
): string {
  const written: string[] = [];
  for (const [key, json] of representations ?? []) written.push(`"${key}":${json}`);
  for (const name of request.variables)
    if (variables[name] !== undefined) written.push(`"${name}":${JSON.stringify(variables[name])}`);
  return `${request.head}${written.join(',')}}}`;
}
