import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import {
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type StringValueNode,
  type TypeDefinitionNode,
} from 'graphql';
import { PUBLIC_DIRECTIVES, ROOTS } from './subset.js';
import { CompositionFault, type Supergraph } from './supergraph.js';

/** What the gateway understands of the join specification; all else in a supergraph would be passed over. */
const JOIN: Readonly<Record<string, readonly string[]>> = {
  link: ['url', 'as', 'for', 'import'],
  join__graph: ['name', 'url'],
  join__type: ['graph', 'key', 'extension', 'resolvable'],
  join__field: ['graph'],
  join__implements: ['graph', 'interface'],
  join__unionMember: ['graph', 'member'],
  join__enumValue: ['graph'],
};
const FEDERATION_TYPE = /^(join|link)__/;

/** Reads who answers what from the `@join__*` directives of a supergraph. Pure; throws `CompositionFault`. */
export function readSupergraph(sdl: string): Supergraph {
  const document = parse(sdl, { noLocation: true });
  refuseUnknown(document);
  const graphs = graphsOf(document);
  const fieldOwners: Record<string, Record<string, string[]>> = {};
  const entities: Record<string, string[]> = {};
  const typeOwners: Record<string, string[]> = {};
  for (const node of document.definitions.filter(isPublicType)) {
    const name = node.name.value;
    const joined = directivesOf(node, 'join__type');
    const owners = [...new Set(joined.map((each) => graphs.get(each['graph'] as string)!))];
    typeOwners[name] = owners;
    const keyed = joined.filter(({ key }) => key !== undefined);
    if (keyed.length > 0)
      entities[name] = keyed
        .filter(({ resolvable }) => resolvable !== false)
        .map(({ graph }) => graphs.get(graph as string)!);
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION) fieldOwners[name] = fieldsOf(node, owners, graphs);
  }
  return { services: [...graphs.values()], publicSdl: publicSdl(document), fieldOwners, entities, typeOwners };
}

type Fields = {
  readonly fields?: readonly {
    readonly name: { value: string };
    readonly directives?: readonly ConstDirectiveNode[];
  }[];
};

/** A field without `@join__field` is answered by every service of its type. */
function fieldsOf(
  { fields = [] }: Fields,
  owners: string[],
  graphs: ReadonlyMap<string, string>,
): Record<string, string[]> {
  return Object.fromEntries(
    fields.map((field) => {
      const joined = directivesOf(field, 'join__field');
      return [field.name.value, joined.length > 0 ? joined.map(({ graph }) => graphs.get(graph as string)!) : owners];
    }),
  );
}

function refuseUnknown(document: DocumentNode): void {
  const faults: string[] = [];
  for (const definition of document.definitions.filter((node) => !isFederation(node))) {
    const of = 'name' in definition ? definition.name!.value : 'the schema';
    visit(definition, {
      Directive: ({ name: { value: name }, arguments: given = [] }) => {
        if (PUBLIC_DIRECTIVES.has(name)) return;
        const known = JOIN[name];
        if (!known) faults.push(`@${name} in ${of} of the supergraph is outside the subset that the gateway serves`);
        for (const argument of given)
          if (known && !known.includes(argument.name.value))
            faults.push(
              `@${name}(${argument.name.value}:) in ${of} of the supergraph is outside the subset that the gateway serves`,
            );
      },
    });
  }
  if (faults.length > 0) throw new CompositionFault([...new Set(faults)]);
}

/** Graph -> the name of its service. */
function graphsOf({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const graphs = definitions.find(
    (node): node is EnumTypeDefinitionNode =>
      node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph',
  );
  return new Map(
    (graphs?.values ?? []).map((value) => [value.name.value, directivesOf(value, 'join__graph')[0]!['name'] as string]),
  );
}

/** The arguments of each directive of this name. */
function directivesOf(
  { directives = [] }: { readonly directives?: readonly ConstDirectiveNode[] },
  name: string,
): Readonly<Record<string, string | boolean | undefined>>[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(
        given.map(({ name: { value: argument }, value }) => [
          argument,
          'value' in value ? (value.value as string | boolean) : undefined,
        ]),
      ),
    );
}

const isFederation = (node: DefinitionNode): boolean =>
  node.kind === Kind.DIRECTIVE_DEFINITION || ('name' in node && FEDERATION_TYPE.test(node.name?.value ?? ''));
const isPublicType = (node: DefinitionNode): node is TypeDefinitionNode =>
  /TypeDefinition$/.test(node.kind) && !isFederation(node);

/** What callers see: the roots first, descriptions of one line on one line. */
function publicSdl(document: DocumentNode): string {
  const { definitions } = transformSupergraphToPublicSchema(document);
  const types = definitions.filter(isPublicType).sort((one, other) => rank(one) - rank(other));
  const describe = (description: StringValueNode | undefined) =>
    description && { ...description, block: description.value.includes('\n') || description.value.includes('"') };
  const written = visit({ kind: Kind.DOCUMENT, definitions: types } as DocumentNode, {
    enter: (node) =>
      'description' in node && node.description ? { ...node, description: describe(node.description) } : undefined,
  });
  return `${print(written)}\n`;
}

/** The roots in their order, then all others in theirs. */
const rank = ({ name }: TypeDefinitionNode): number =>
  ROOTS.includes(name.value) ? ROOTS.indexOf(name.value) : ROOTS.length;
