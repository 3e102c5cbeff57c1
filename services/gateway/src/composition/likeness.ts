import {
  Kind,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';
import { PUBLIC_DIRECTIVES, ROOTS, type SubgraphDocument } from './subset.js';

/** A type as one service has it, extensions folded in. */
interface Part {
  readonly service: string;
  readonly kind: string;
  /** What it is made of -> how that is declared. */
  readonly members: ReadonlyMap<string, string>;
  readonly keys: readonly ConstDirectiveNode[];
  /** The fields that are marked `@shareable`. */
  readonly shared: ReadonlySet<string>;
}

/**
 * Where services differ in what they both define. The composer would take the sum of two enums or the part that two
 * inputs share, and a text that one service may be sent as it is would not fit another.
 */
export function likenessFaults(subgraphs: readonly SubgraphDocument[]): string[] {
  const types = typesOf(subgraphs);
  return [...types].flatMap(([name, parts]) => {
    const kinds = parts.filter(({ kind }) => kind !== parts[0]!.kind);
    if (kinds.length > 0)
      return kinds.map(
        (part) => `${name} is ${parts[0]!.kind} in ${parts[0]!.service} and ${part.kind} in ${part.service}`,
      );
    const isEntity = parts.some(({ keys }) => keys.length > 0);
    const faults = isEntity ? keyFaults(name, parts) : [];
    faults.push(...parts.slice(1).flatMap((part) => declarationFaults(name, parts[0]!, part)));
    if (isEntity) faults.push(...interfaceFaults(name, parts, types));
    return isEntity || ROOTS.includes(name)
      ? [...faults, ...ownerFaults(name, parts)]
      : [...faults, ...shapeFaults(name, parts)];
  });
}

function keyFaults(name: string, parts: readonly Part[]): string[] {
  const faults = parts
    .filter(({ keys }) => keys.length === 0)
    .map(({ service }) => `${name} in ${service} needs @key(fields: "id")`);
  if (!parts.some(({ keys }) => keys.some(isResolvable)))
    faults.push(`${name} has no service that resolves it by its id`);
  return faults;
}

const isResolvable = (key: ConstDirectiveNode): boolean =>
  !key.arguments?.some(({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value);

function declarationFaults(name: string, first: Part, other: Part): string[] {
  return [...other.members].flatMap(([member, declared]) =>
    (first.members.get(member) ?? declared) === declared
      ? []
      : [`${name}.${member} differs between ${first.service} and ${other.service}`],
  );
}

/**
 * A service that knows an interface of an entity, and not that the entity has it, would find nothing where a caller's
 * own text asks for that interface.
 */
function interfaceFaults(name: string, parts: readonly Part[], types: ReadonlyMap<string, readonly Part[]>): string[] {
  const implemented = [
    ...new Set(
      parts.flatMap(({ members }) => [...members.keys()].filter((member) => member.startsWith('implements '))),
    ),
  ];
  return implemented.flatMap((member) =>
    parts
      .filter(
        ({ service, members }) =>
          !members.has(member) &&
          types.get(member.slice('implements '.length))?.some((known) => known.service === service),
      )
      .map(({ service }) => `${name} in ${service} must say that it ${member}, which is known there`),
  );
}

/**
 * A root field has one owner. So has a field of an entity, unless each of its owners marks it `@shareable`; the id may
 * have several without a mark.
 */
function ownerFaults(name: string, parts: readonly Part[]): string[] {
  const owners = new Map<string, Part[]>();
  for (const part of parts)
    for (const member of part.members.keys())
      if (!(member === 'id' && part.keys.length > 0) && !member.startsWith('implements '))
        owners.set(member, [...(owners.get(member) ?? []), part]);
  const wanted = ROOTS.includes(name) ? 'it must have one owner' : 'it must have one owner, or be @shareable in each';
  return [...owners].flatMap(([member, owning]) => {
    if (owning.length === 1 || owning.every(({ shared }) => shared.has(member))) return [];
    return [`${name}.${member} is in ${owning.map(({ service }) => service).join(' and ')}: ${wanted}`];
  });
}

function shapeFaults(name: string, [first, ...others]: readonly Part[]): string[] {
  const shape = ({ members }: Part): string => [...members.keys()].sort().join(', ');
  return others.flatMap((other) =>
    shape(other) === shape(first!)
      ? []
      : [
          `${name} must be the same everywhere: ${first!.service} has ${shape(first!)}; ${other.service} has ${shape(other)}`,
        ],
  );
}

function typesOf(subgraphs: readonly SubgraphDocument[]): Map<string, Part[]> {
  const types = new Map<string, Part[]>();
  for (const { name: service, typeDefs } of subgraphs)
    for (const node of typeDefs.definitions.filter(isType)) {
      const parts = types.get(node.name.value) ?? [];
      types.set(node.name.value, parts);
      const earlier = parts.find((part) => part.service === service);
      const part = partOf(service, node);
      if (!earlier) parts.push(part);
      else parts[parts.indexOf(earlier)] = fold(earlier, part);
    }
  return types;
}

const fold = (one: Part, other: Part): Part => ({
  ...one,
  members: new Map([...one.members, ...other.members]),
  keys: [...one.keys, ...other.keys],
  shared: new Set([...one.shared, ...other.shared]),
});

const isType = (node: DefinitionNode): node is TypeDefinitionNode | TypeExtensionNode =>
  /Type(Definition|Extension)$/.test(node.kind) && 'name' in node;

function partOf(service: string, node: TypeDefinitionNode | TypeExtensionNode): Part {
  const members = new Map<string, string>();
  if ('interfaces' in node) for (const { name } of node.interfaces ?? []) members.set(`implements ${name.value}`, '');
  if ('fields' in node) for (const field of node.fields ?? []) members.set(field.name.value, declaration(field));
  if ('values' in node) for (const { name } of node.values ?? []) members.set(name.value, '');
  if ('types' in node) for (const { name } of node.types ?? []) members.set(name.value, '');
  const keys = (node.directives ?? []).filter(({ name }) => name.value === 'key');
  const kind = KINDS[node.kind.replace('Extension', 'Definition')] ?? node.kind;
  return { service, kind, members, keys, shared: sharedFields(node) };
}

function sharedFields(node: TypeDefinitionNode | TypeExtensionNode): ReadonlySet<string> {
  const fields: readonly (FieldDefinitionNode | InputValueDefinitionNode)[] =
    'fields' in node ? (node.fields ?? []) : [];
  const isShared = ({ directives }: FieldDefinitionNode | InputValueDefinitionNode): boolean =>
    directives?.some(({ name }) => name.value === 'shareable') ?? false;
  return new Set(fields.filter(isShared).map(({ name }) => name.value));
}

const KINDS: Readonly<Record<string, string>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'an object type',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'an interface',
  [Kind.UNION_TYPE_DEFINITION]: 'a union',
  [Kind.ENUM_TYPE_DEFINITION]: 'an enum',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'an input',
  [Kind.SCALAR_TYPE_DEFINITION]: 'a scalar',
};

/** Type, arguments and defaults, without words for readers. */
function declaration(field: FieldDefinitionNode | InputValueDefinitionNode): string {
  const given = 'arguments' in field ? (field.arguments ?? []).map(bare).sort() : [];
  return `${bare(field)} (${given.join(', ')})`;
}

const bare = (node: FieldDefinitionNode | InputValueDefinitionNode): string => {
  const directives = (node.directives ?? [])
    .filter(({ name }) => PUBLIC_DIRECTIVES.has(name.value))
    .map((each) => print(each));
  const fallback = 'defaultValue' in node && node.defaultValue ? ` = ${print(node.defaultValue)}` : '';
  return [`${node.name.value}: ${print(node.type)}${fallback}`, ...directives].join(' ');
};
