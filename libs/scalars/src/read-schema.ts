import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
} from 'graphql';
import { stateSdl } from './service-state.js';

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * A service's schema out of every `*.graphql` under a folder, as SDL, with the fields by which every service is run.
 * Each capability keeps its fields in a file of its own: `type Query`, `type Mutation` and `type Subscription` may
 * stand in several files and become one each. What is defined twice otherwise is left for the schema's own check.
 * Throws where a file is no SDL, or two files define the same root field.
 */
export function readSchema(service: string, folder: URL): string {
  return withState(service, schemaFiles(folder));
}

/** The files alone, for a service that changes something in them before it starts. */
export function schemaFiles(folder: URL): SchemaFile[] {
  const root = fileURLToPath(folder);
  const names = globSync('**/*.graphql', { cwd: root }).sort();
  return names.map((name) => ({ name, sdl: readFileSync(join(root, name), 'utf8') }));
}

/** A part of a schema, with a name for messages. */
export interface SchemaFile {
  readonly name: string;
  readonly sdl: string;
}

/** The same of texts: a value type that a service writes down itself stays as it is there. */
export function withState(service: string, files: readonly SchemaFile[]): string {
  const own = new Set(files.flatMap(({ sdl }) => definitionsOf(sdl)).map(nameOf));
  const shared = definitionsOf(stateSdl(service)).filter(
    (node) => ROOTS.has(nameOf(node) ?? '') || !own.has(nameOf(node)),
  );
  return joinSchemas([
    ...files,
    { name: 'the state of the service', sdl: print({ kind: Kind.DOCUMENT, definitions: shared }) },
  ]);
}

/** One schema out of several texts. */
export function joinSchemas(files: readonly SchemaFile[]): string {
  const definitions: DefinitionNode[] = [];
  /** Where each root type stands: where it was met first. */
  const places = new Map<string, number>();
  for (const { name, sdl } of files)
    for (const node of definitionsOf(sdl)) {
      const isRoot = node.kind === Kind.OBJECT_TYPE_DEFINITION && ROOTS.has(node.name.value);
      const place = isRoot ? places.get(node.name.value) : undefined;
      if (isRoot && place === undefined) places.set(node.name.value, definitions.length);
      if (!isRoot || place === undefined) definitions.push(node);
      else definitions[place] = withFields(definitions[place] as ObjectTypeDefinitionNode, node, name);
    }
  return print({ kind: Kind.DOCUMENT, definitions });
}

const definitionsOf = (sdl: string): readonly DefinitionNode[] => parse(sdl, { noLocation: true }).definitions;
const nameOf = (node: DefinitionNode): string | undefined => ('name' in node ? node.name?.value : undefined);

function withFields(
  known: ObjectTypeDefinitionNode,
  more: ObjectTypeDefinitionNode,
  file: string,
): ObjectTypeDefinitionNode {
  const fields: readonly FieldDefinitionNode[] = known.fields ?? [];
  const twice = more.fields?.find(({ name }) => fields.some((field) => field.name.value === name.value));
  if (twice)
    throw new Error(`${file} defines ${more.name.value}.${twice.name.value}, which another file defines already`);
  return { ...known, fields: [...fields, ...(more.fields ?? [])] };
}
