import {
  Kind,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql';
import { has, isShareable, readSubgraph, type MergeableDefinition, type Subgraph, type SubgraphType } from './subgraph-document.js';

/** What the gateway knows of the services' schemas: the public one, and who can answer which field. Plain JSON. */
export interface Supergraph {
  readonly services: readonly string[];
  /** The schema that callers see, without a trace of federation. */
  readonly publicSdl: string;
  /** type -> field -> the services that can answer it. */
  readonly fieldOwners: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** entity -> the services that answer `_entities` for it by its id. */
  readonly entities: Readonly<Record<string, readonly string[]>>;
  /** type -> the services that know its name. */
  readonly typeOwners: Readonly<Record<string, readonly string[]>>;
}

/** The subgraphs do not fit together. Every fault is named, not the first alone. */
export class CompositionFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The subgraphs do not compose:\n- ${faults.join('\n- ')}`);
  }
}

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** Puts subgraphs together. Pure; throws `CompositionFault`. Federation 2 without @requires and @provides, every key an `id`. */
export function compose(subgraphs: readonly Subgraph[]): Supergraph {
  const byType = groupByType(subgraphs.flatMap(readSubgraph));
  const faults: string[] = [];
  const definitions: DefinitionNode[] = [];
  const fieldOwners: Record<string, Record<string, string[]>> = {};
  const entities: Record<string, string[]> = {};
  const typeOwners: Record<string, string[]> = {};
  for (const [name, parts] of byType) {
    typeOwners[name] = parts.map((part) => part.service);
    faults.push(...keyFaults(name, parts));
    if (parts.some((part) => part.keys.length > 0))
      entities[name] = parts.filter((part) => part.keys.some((key) => key.resolvable)).map((part) => part.service);
    const merged = mergeType(name, parts, faults);
    if (merged.kind === Kind.OBJECT_TYPE_DEFINITION) fieldOwners[name] = ownersOf(parts);
    definitions.push(merged);
  }
  if (faults.length > 0) throw new CompositionFault(faults);
  const publicSdl = `${print({ kind: Kind.DOCUMENT, definitions })}\n`;
  return { services: subgraphs.map(({ name }) => name), publicSdl, fieldOwners, entities, typeOwners };
}

function groupByType(types: readonly SubgraphType[]): Map<string, SubgraphType[]> {
  const groups = new Map<string, SubgraphType[]>(ROOTS.map((root) => [root, []]));
  for (const type of types) {
    const name = type.definition.name.value;
    groups.set(name, [...(groups.get(name) ?? []), type]);
  }
  for (const root of ROOTS) if (groups.get(root)?.length === 0) groups.delete(root);
  return groups;
}

function keyFaults(name: string, parts: readonly SubgraphType[]): string[] {
  const faults = parts
    .filter((part) => part.keys.some((key) => key.fields !== 'id'))
    .map((part) => `${name} in ${part.service} has a key other than "id"`);
  const keyed = parts.filter((part) => part.keys.length > 0);
  if (keyed.length === 0) return faults;
  if (!keyed.some((part) => part.keys.some((key) => key.resolvable))) faults.push(`${name} has no service that resolves it by its id`);
  for (const part of parts) if (part.keys.length === 0) faults.push(`${name} in ${part.service} needs @key(fields: "id")`);
  return faults;
}

function ownersOf(parts: readonly SubgraphType[]): Record<string, string[]> {
  const owners: Record<string, string[]> = {};
  for (const part of parts)
    for (const field of fieldsOf(part.definition) as FieldDefinitionNode[]) {
      const isKey = part.keys.some((key) => key.fields === field.name.value);
      if (!has(field.directives, 'external') || isKey) (owners[field.name.value] ??= []).push(part.service);
    }
  return owners;
}

function mergeType(name: string, parts: readonly SubgraphType[], faults: string[]): MergeableDefinition {
  const first = parts[0]!.definition;
  for (const part of parts)
    if (part.definition.kind !== first.kind)
      faults.push(`${name} is a ${first.kind} in ${parts[0]!.service} and a ${part.definition.kind} in ${part.service}`);
  const description = parts.find((part) => part.definition.description)?.definition.description;
  const base = { ...first, description, directives: publicDirectives(first.directives) } as MergeableDefinition;
  switch (base.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const interfaces = uniqueByName(parts.flatMap((part) => (part.definition as typeof base).interfaces ?? []));
      return { ...base, interfaces, fields: mergeFields(name, parts, faults) };
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      faultUnlessAlike(name, parts, faults, (part) => (fieldsOf(part.definition) as InputValueDefinitionNode[]).map(printInput));
      return { ...base, fields: base.fields?.map(publicInput) };
    case Kind.ENUM_TYPE_DEFINITION:
      faultUnlessAlike(name, parts, faults, (part) => (part.definition as typeof base).values?.map((value) => value.name.value) ?? []);
      return base;
    case Kind.UNION_TYPE_DEFINITION:
      return { ...base, types: uniqueByName(parts.flatMap((part) => (part.definition as typeof base).types ?? [])) };
    default:
      return base;
  }
}

function mergeFields(name: string, parts: readonly SubgraphType[], faults: string[]): FieldDefinitionNode[] {
  const merged = new Map<string, { field: FieldDefinitionNode; part: SubgraphType }>();
  const isEntity = parts.some((part) => part.keys.length > 0);
  for (const part of parts)
    for (const field of fieldsOf(part.definition) as FieldDefinitionNode[]) {
      const coordinate = `${name}.${field.name.value}`;
      const earlier = merged.get(field.name.value);
      if (!earlier) {
        merged.set(field.name.value, { field: publicField(field), part });
        continue;
      }
      if (printField(earlier.field) !== printField(field))
        faults.push(`${coordinate} differs between ${earlier.part.service} and ${part.service}`);
      const shared =
        part.definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
        (isShareable(part, field) && isShareable(earlier.part, earlierField(earlier, field)));
      if (!shared && !has(field.directives, 'external'))
        faults.push(`${coordinate} is in ${earlier.part.service} and ${part.service} without @shareable`);
      if (!earlier.field.description)
        merged.set(field.name.value, { ...earlier, field: { ...earlier.field, description: field.description } });
    }
  if (!isEntity && !ROOTS.includes(name))
    faultUnlessAlike(name, parts, faults, (part) => fieldsOf(part.definition).map((field) => field.name.value));
  return [...merged.values()].map(({ field }) => field);
}

const earlierField = (earlier: { part: SubgraphType }, field: FieldDefinitionNode): FieldDefinitionNode =>
  (fieldsOf(earlier.part.definition) as FieldDefinitionNode[]).find((candidate) => candidate.name.value === field.name.value) ?? field;

function faultUnlessAlike(name: string, parts: readonly SubgraphType[], faults: string[], of: (part: SubgraphType) => string[]): void {
  const [first, ...others] = parts.map((part) => ({ service: part.service, names: of(part).sort().join(', ') }));
  for (const other of others)
    if (other.names !== first!.names)
      faults.push(`${name} must be the same everywhere: ${first!.service} has ${first!.names}; ${other.service} has ${other.names}`);
}

const fieldsOf = (definition: MergeableDefinition): readonly (FieldDefinitionNode | InputValueDefinitionNode)[] =>
  'fields' in definition ? (definition.fields ?? []) : [];

const uniqueByName = <T extends { name: { value: string } }>(nodes: readonly T[]): T[] => [
  ...new Map(nodes.map((node) => [node.name.value, node])).values(),
];

/** Callers see the specification's own directives, none of federation's. */
const publicDirectives = (directives: readonly ConstDirectiveNode[] | undefined) =>
  (directives ?? []).filter((directive) => ['deprecated', 'specifiedBy', 'oneOf'].includes(directive.name.value));
const publicInput = (input: InputValueDefinitionNode): InputValueDefinitionNode => ({
  ...input,
  directives: publicDirectives(input.directives),
});
const publicField = (field: FieldDefinitionNode): FieldDefinitionNode => ({
  ...field,
  directives: publicDirectives(field.directives),
  arguments: field.arguments?.map(publicInput),
});
const printInput = (input: InputValueDefinitionNode): string => print({ ...publicInput(input), description: undefined });
const printField = (field: FieldDefinitionNode): string =>
  `${print(field.type)}(${(field.arguments ?? []).map(printInput).sort().join(', ')})`;
