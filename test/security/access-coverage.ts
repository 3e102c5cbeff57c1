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
import type { Answers, Take, Thing } from './access-matrix.js';
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
  readonly variables?: (thing: Thing, take: Take) => unknown;
  readonly lacks?: Readonly<Partial<Record<Thing, string>>>;
  readonly answers: Answers;
}

export interface Matrix {
  readonly rows: readonly WrittenRow[];
  readonly plain: Readonly<Record<string, readonly [row: string, fields: string]>>;
}

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * What the matrix lacks, a sentence each, by the name of what is at fault. A root field, a field with arguments, an
 * entity and a kind of file need a row of their own. Any other field has one too, or is named in `PLAIN` under a row
 * whose question asks for it. A row about a named thing has a line for each kind of it, or says why not.
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
  const unlined = rows.flatMap(lineFaultsOf);
  return [...without, ...unnamed, ...unanswered, ...gone, ...twice, ...notAsked, ...strayed, ...unlined];
}

/** Whose a named thing may be. */
const NAMED = ['own', 'foreign', 'unknown'] as const satisfies readonly Thing[];

/** What a row's lines lack: those of a row that names nothing are one, for `any`. */
export function lineFaultsOf(row: Pick<WrittenRow, 'name' | 'variables' | 'lacks' | 'answers'>): string[] {
  const { name, lacks = {}, answers } = row;
  const things = [...answers.keys()];
  if (answers.has('any')) {
    if (things.length > 1) return [`${name} has a line for any, and others`];
    return askedFor(row, 'own') === askedFor(row, 'foreign') ? [] : [`${name} names a thing, and has a line for any`];
  }
  const missing = NAMED.filter((thing) => !answers.has(thing) && lacks[thing] === undefined);
  const needless = NAMED.filter((thing) => answers.has(thing) && lacks[thing] !== undefined);
  const alike = things.filter((thing, i) =>
    things.slice(0, i).some((other) => askedFor(row, other) === askedFor(row, thing)),
  );
  return [
    ...missing.map((thing) => `${name} has no line for ${thing}, and does not say why`),
    ...needless.map((thing) => `${name} has a line for ${thing}, and says why it has none`),
    ...alike.map((thing) => `${name} asks for ${thing} as it asks for another`),
  ];
}

/** What a row asks for, with the kind of each thing in the place of the thing. */
const askedFor = ({ variables }: Pick<WrittenRow, 'variables'>, thing: Thing): string =>
  variables === undefined ? '' : JSON.stringify(variables(thing, KINDS));

const kindOf = (thing: Thing): string => `one that is ${thing}`;
const KINDS: Take = {
  item: kindOf,
  itemSeen: kindOf,
  client: () => 'one that stands open nowhere',
  ungreeted: () => 'one that was not greeted',
  proposal: kindOf,
  placingSelf: () => 'one of the administrator',
  visit: kindOf,
  gift: kindOf,
  help: kindOf,
  complaint: kindOf,
  calledOff: kindOf,
  segment: kindOf,
  retirable: () => 'one that may go',
  group: kindOf,
  leave: kindOf,
  notice: kindOf,
  link: kindOf,
  ratingLink: kindOf,
  run: kindOf,
  next: () => 0,
};

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
