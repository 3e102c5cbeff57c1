import { readFileSync } from 'node:fs';
import {
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { SERVICES } from './doors.js';
import { sdlOf } from './throws.js';

/** What there is to see and to do: the composed schema, the entities that services answer for, the kinds of file. */
export interface Surface {
  readonly schema: GraphQLSchema;
  /** As `{ type: 'Client', service: 'client-registry' }`. */
  readonly entities: readonly { readonly type: string; readonly service: string }[];
  readonly importKinds: readonly string[];
}

interface WrittenRow {
  readonly name: string;
  readonly service: string;
  readonly query?: string;
}

export interface Matrix {
  readonly rows: readonly WrittenRow[];
  readonly plain: Readonly<Record<string, readonly [row: string, fields: string]>>;
}

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * What the matrix lacks, a sentence each, by the name of what is at fault. A root field, a field with arguments, an
 * entity and a kind of file need a row of their own. Any other field has one too, or is named in `PLAIN` under a row
 * whose question asks for it.
 */
export function gapsOf({ schema, entities, importKinds }: Surface, { rows, plain }: Matrix): string[] {
  const written = new Set(rows.map(subjectOf));
  const fields = typesOf(schema).flatMap((type) =>
    Object.values(type.getFields()).map(({ name, args }) => ({
      type: type.name,
      name,
      coordinate: `${type.name}.${name}`,
      needsRow: ROOTS.has(type.name) || args.length > 0,
    })),
  );
  const others = [...entities.map(({ type }) => `Entity.${type}`), ...importKinds.map((kind) => `Import.${kind}`)];
  const there = new Set([...fields.map(({ coordinate }) => coordinate), ...others]);
  const named = new Set(
    Object.entries(plain).flatMap(([type, [, names]]) => wordsOf(names).map((name) => `${type}.${name}`)),
  );
  const asked = new Map(rows.map((row) => [row.name, fieldsAskedIn(row, schema)]));

  const without = [
    ...fields
      .filter(({ needsRow, coordinate }) => needsRow && !written.has(coordinate))
      .map(({ coordinate }) => coordinate),
    ...others.filter((name) => !written.has(name)),
  ].map((name) => `${name} has no row`);
  const unnamed = fields
    .filter(({ needsRow, coordinate }) => !needsRow && !written.has(coordinate) && !named.has(coordinate))
    .map(({ coordinate }) => `${coordinate} has no row, and PLAIN does not name it`);
  const unanswered = entities
    .filter(({ type, service }) => !rows.some((row) => subjectOf(row) === `Entity.${type}` && row.service === service))
    .map(({ type, service }) => `Entity.${type} has no row at ${service}`);
  const gone = [...written, ...named]
    .filter((name) => !there.has(name))
    .map((name) => `${name} has a row, and is not there`);
  const twice = [...named]
    .filter((name) => written.has(name))
    .map((name) => `${name} has a row, and PLAIN names it as well`);
  const notAsked = Object.entries(plain).flatMap(([type, [row, names]]) => {
    const askedThere = asked.get(row);
    if (!askedThere) return [`PLAIN.${type} names the row ${row}, and there is none`];
    return wordsOf(names)
      .filter((name) => !askedThere.has(`${type}.${name}`))
      .map((name) => `${type}.${name} stands under ${row}, which does not ask for it`);
  });
  const strayed = rows
    .filter(
      (row) =>
        row.query !== undefined && !/^(Entity|Import)\./.test(row.name) && !asked.get(row.name)!.has(subjectOf(row)),
    )
    .map((row) => `${row.name} does not ask for what it is about`);
  return [...without, ...unnamed, ...unanswered, ...gone, ...twice, ...notAsked, ...strayed];
}

/** `Query.clients of a unit` is about `Query.clients`. */
const subjectOf = ({ name }: WrittenRow): string => name.split(' ')[0]!;
const wordsOf = (names: string): string[] => names.trim().split(/\s+/);

function typesOf(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'));
}

/** The fields for which a question asks, as `Client.name`. Entities are no part of the composed schema. */
function fieldsAskedIn({ name, query }: WrittenRow, schema: GraphQLSchema): ReadonlySet<string> {
  const found = new Set<string>();
  if (query === undefined || name.startsWith('Entity.')) return found;
  const types = new TypeInfo(schema);
  const Field = (): void => void found.add(`${types.getParentType()?.name}.${types.getFieldDef()?.name}`);
  visit(parse(query), visitWithTypeInfo(types, { Field }));
  return found;
}

/** What the services answer for by id, by their own schemas. */
export function entities(): Surface['entities'] {
  return SERVICES.flatMap((service) => {
    const { definitions } = parse(sdlOf(service));
    return definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
      const key = definition.directives?.find(({ name }) => name.value === 'key');
      const isAnswered =
        key &&
        !key.arguments?.some(
          ({ name, value }) => name.value === 'resolvable' && 'value' in value && value.value === false,
        );
      return isAnswered ? [{ type: definition.name.value, service }] : [];
    });
  });
}

/** The kinds of file that a bank sends, by the page that says so. */
export function importKinds(): string[] {
  const page = readFileSync('docs/surface/import.md', 'utf8');
  return [...page.matchAll(/^\| ([a-z]+) \|/gm)].map(([, kind]) => kind!);
}
