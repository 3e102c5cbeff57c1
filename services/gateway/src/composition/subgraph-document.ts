import { Kind, parse, type ConstDirectiveNode, type DefinitionNode, type FieldDefinitionNode } from 'graphql';

/** One service's schema as it is written down. */
export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
}

/** A type of a subgraph, extensions folded in, with what federation says about it. */
export interface SubgraphType {
  readonly service: string;
  readonly definition: MergeableDefinition;
  readonly keys: readonly { fields: string; resolvable: boolean }[];
  readonly shareable: boolean;
}

const MERGEABLE = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
] as const;
export type MergeableDefinition = Extract<DefinitionNode, { kind: (typeof MERGEABLE)[number] }>;

const FEDERATION_TYPE = /^(_Any|_Entity|_Service|FieldSet|link__.*|federation__.*)$/;
const FEDERATION_FIELDS = new Set(['_entities', '_service']);
const EXTENSION_OF: Readonly<Record<string, MergeableDefinition['kind']>> = {
  [Kind.OBJECT_TYPE_EXTENSION]: Kind.OBJECT_TYPE_DEFINITION,
  [Kind.INTERFACE_TYPE_EXTENSION]: Kind.INTERFACE_TYPE_DEFINITION,
  [Kind.UNION_TYPE_EXTENSION]: Kind.UNION_TYPE_DEFINITION,
  [Kind.ENUM_TYPE_EXTENSION]: Kind.ENUM_TYPE_DEFINITION,
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: Kind.INPUT_OBJECT_TYPE_DEFINITION,
  [Kind.SCALAR_TYPE_EXTENSION]: Kind.SCALAR_TYPE_DEFINITION,
};

/** The types that a subgraph declares, federation's own machinery left out. */
export function readSubgraph({ name, sdl }: Subgraph): SubgraphType[] {
  const types = new Map<string, SubgraphType>();
  for (const node of parse(sdl, { noLocation: true }).definitions) {
    const definition = asDefinition(node);
    if (!definition || FEDERATION_TYPE.test(definition.name.value)) continue;
    const read = readType(name, definition);
    const earlier = types.get(definition.name.value);
    types.set(definition.name.value, earlier ? fold(earlier, read) : read);
  }
  return [...types.values()];
}

/** True when the field may be resolved by several subgraphs. */
export function isShareable(type: SubgraphType, field: FieldDefinitionNode): boolean {
  return type.shareable || has(field.directives, 'shareable') || type.keys.some((key) => key.fields === field.name.value);
}

export const has = (directives: readonly ConstDirectiveNode[] | undefined, name: string): boolean =>
  directives?.some((directive) => directive.name.value === name || directive.name.value === `federation__${name}`) ?? false;

function asDefinition(node: DefinitionNode): MergeableDefinition | undefined {
  const kind = EXTENSION_OF[node.kind] ?? node.kind;
  return (MERGEABLE as readonly string[]).includes(kind) ? ({ ...node, kind } as MergeableDefinition) : undefined;
}

function readType(service: string, definition: MergeableDefinition): SubgraphType {
  const keys = (definition.directives ?? []).filter(({ name }) => name.value === 'key').map(readKey);
  return { service, definition: withoutFederationFields(definition), keys, shareable: has(definition.directives, 'shareable') };
}

function readKey(directive: ConstDirectiveNode): { fields: string; resolvable: boolean } {
  const argument = (name: string) => directive.arguments?.find((candidate) => candidate.name.value === name)?.value;
  const fields = argument('fields');
  const resolvable = argument('resolvable');
  return {
    fields: fields?.kind === Kind.STRING ? fields.value.trim() : '',
    resolvable: resolvable?.kind === Kind.BOOLEAN ? resolvable.value : true,
  };
}

function withoutFederationFields(definition: MergeableDefinition): MergeableDefinition {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  return { ...definition, fields: definition.fields?.filter((field) => !FEDERATION_FIELDS.has(field.name.value)) };
}

/** A type and its extension in the same subgraph are one type. */
function fold(a: SubgraphType, b: SubgraphType): SubgraphType {
  const listed = ['fields', 'interfaces', 'types', 'values'] as const;
  const definition = { ...a.definition, description: a.definition.description ?? b.definition.description } as Record<string, unknown>;
  for (const list of listed) {
    const joined = [...((a.definition as never)[list] ?? []), ...((b.definition as never)[list] ?? [])];
    if (joined.length > 0) definition[list] = joined;
  }
  return {
    service: a.service,
    definition: definition as unknown as MergeableDefinition,
    keys: [...a.keys, ...b.keys],
    shareable: a.shareable || b.shareable,
  };
}
