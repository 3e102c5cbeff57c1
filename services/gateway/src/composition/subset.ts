import {
  Kind,
  visit,
  type ASTNode,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type NameNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';

/** A subgraph, parsed. */
export interface SubgraphDocument {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}
type TypeNode = TypeDefinitionNode | TypeExtensionNode;

/** The specification's own, which callers see too. */
export const PUBLIC_DIRECTIVES: ReadonlySet<string> = new Set(['deprecated', 'specifiedBy', 'oneOf']);
export const ROOTS: readonly string[] = ['Query', 'Mutation', 'Subscription'];
/** What may be imported of federation, by its own name. */
const IMPORTS = ['@key', '@shareable'];
const FEDERATION = /^https:\/\/specs\.apollo\.dev\/federation\/v2\.\d+$/;

/**
 * What a subgraph asks of a gateway beyond the subset that ours serves. A directive that is not known to be harmless is
 * a fault: a planner that passes over `@inaccessible` shows what is to be hidden, and one that passes over `@requires`
 * answers wrongly.
 */
export function subsetFaults({ name: service, typeDefs }: SubgraphDocument): string[] {
  const faults: string[] = [];
  const keyed = keyedTypes(typeDefs);
  visit(typeDefs, {
    Directive: (directive, _key, _parent, _path, ancestors) => {
      const holders = ancestors.filter((each): each is ASTNode => !Array.isArray(each));
      const fault = directiveFault(directive, holders, keyed);
      if (fault) faults.push(`@${directive.name.value} on ${coordinateOf(holders)} in ${service} ${fault}`);
    },
    DirectiveDefinition: ({ name }) =>
      void faults.push(
        `@${name.value} is defined in ${service}, and the gateway carries no directives of services: remove it`,
      ),
    OperationTypeDefinition: ({ type: { name }, operation }) => {
      if (!ROOTS.includes(name.value))
        faults.push(`the ${operation} type in ${service} is called ${name.value}: give it the usual name`);
    },
  });
  if (!linksFederation(typeDefs))
    faults.push(`${service} does not @link Federation 2: begin it as the other schemas do`);
  return faults;
}

function directiveFault(
  directive: DirectiveNode,
  holders: readonly ASTNode[],
  keyed: ReadonlySet<string>,
): string | undefined {
  const holder = holders.at(-1)!;
  const name = directive.name.value;
  if (PUBLIC_DIRECTIVES.has(name)) return undefined;
  if (name === 'link') return linkFault(directive as ConstDirectiveNode);
  if (name === 'key') return keyFault(directive as ConstDirectiveNode, holder);
  if (name !== 'shareable') return OUTSIDE;
  const isValueType = isObject(holder) && !keyed.has(holder.name.value) && !ROOTS.includes(holder.name.value);
  return isValueType || isFieldOfEntity(holders, keyed)
    ? undefined
    : 'may stand on an object type without a key, or on a field of an entity other than its id: remove it';
}

function isFieldOfEntity(holders: readonly ASTNode[], keyed: ReadonlySet<string>): boolean {
  const [type, field] = holders.slice(-2);
  if (!type || !isObject(type) || field?.kind !== Kind.FIELD_DEFINITION) return false;
  return keyed.has(type.name.value) && field.name.value !== 'id';
}

const OUTSIDE = 'is outside the subset that the gateway serves: remove it';

function linkFault(directive: ConstDirectiveNode): string | undefined {
  const url = argumentOf(directive, 'url');
  if (url?.kind !== Kind.STRING || !FEDERATION.test(url.value))
    return `links something else than Federation 2: remove it`;
  if (argumentOf(directive, 'as')) return 'gives federation another name: remove `as`';
  const imported = argumentOf(directive, 'import');
  for (const each of imported?.kind === Kind.LIST ? imported.values : [])
    if (each.kind !== Kind.STRING || !IMPORTS.includes(each.value))
      return `imports what is outside the subset that the gateway serves: import ${IMPORTS.join(' and ')} alone, by their own names`;
  return undefined;
}

function keyFault(directive: ConstDirectiveNode, holder: ASTNode): string | undefined {
  if (!isObject(holder)) return 'may stand on an object type alone: remove it';
  const fields = argumentOf(directive, 'fields');
  return fields?.kind === Kind.STRING && fields.value.trim() === 'id'
    ? undefined
    : 'has a key other than "id": every entity is known by its id';
}

const isObject = (node: ASTNode) =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
const argumentOf = (directive: ConstDirectiveNode, name: string) =>
  directive.arguments?.find((each) => each.name.value === name)?.value;

function keyedTypes({ definitions }: DocumentNode): ReadonlySet<string> {
  const keyed = definitions.filter(
    (node) => isObject(node) && node.directives?.some(({ name }) => name.value === 'key'),
  );
  return new Set(keyed.map((node) => (node as TypeNode).name.value));
}

const linksFederation = ({ definitions }: DocumentNode): boolean =>
  definitions.some((node) => 'directives' in node && node.directives?.some(({ name }) => name.value === 'link'));

/** `Client.phone(reveal:)`, as the specification writes it. */
function coordinateOf(holders: readonly ASTNode[]): string {
  const named = holders.flatMap((node) => ('name' in node ? [(node.name as NameNode).value] : []));
  const isArgument =
    holders.at(-1)?.kind === Kind.INPUT_VALUE_DEFINITION && holders.at(-2)?.kind === Kind.FIELD_DEFINITION;
  if (isArgument) return `${named.slice(0, -1).join('.')}(${named.at(-1)}:)`;
  return named.join('.') || 'the schema';
}
