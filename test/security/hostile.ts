import { stateFields } from '@hengxin/scalars';
import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLList,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A place where a caller's value goes, in an operation that is sound but for it. */
export interface Target {
  /** As `Query.unit(id)`, `Mutation.logContact(input.startedAt)`, `Client.contacts(after)`. */
  readonly name: string;
  /** The row of the access matrix by which it is reached, as `Query.unit`, `Entity.Client`. */
  readonly root: string;
  /** Of the operation whose value stands in a variable. */
  readonly query: string;
  /** Of the same with the value written into the text in the place of `HOLE`, within an input too. */
  readonly literal: string;
  /** The variables as JSON, `HOLE` where the value goes. */
  readonly variables: string;
}

/** Where the value stands. */
export const STANDS = ['in a variable', 'in the text'] as const;
export type Stands = (typeof STANDS)[number];

/** The body of a call that brings a value to a target. */
export function bodyOf({ query, literal, variables }: Target, value: string, stands: Stands): string {
  return stands === 'in the text'
    ? `{"query":${JSON.stringify(literal.replace(HOLE, () => literalOf(value)))},"variables":${variables.replace(HOLE, 'null')}}`
    : `{"query":${JSON.stringify(query)},"variables":${variables.replace(HOLE, () => value)}}`;
}

/** JSON as GraphQL writes it: the names of fields without quotes. */
const literalOf = (json: string): string => json.replace(/"([A-Za-z_]\w*)":/g, '$1:');

/** What stands for the value. */
export const HOLE = '"@@value@@"';

/** JSON of a value that nobody should send; the text, since not every number of JSON is one of ours. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...known().map((value) => JSON.stringify(value))) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '1e400',
      '-1e400',
      '123456789012345678901234567890',
      '-0',
      '1.5',
      '2147483648',
      '9007199254740993',
    ),
  },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 3_000 }).map((deep) => '['.repeat(deep) + ']'.repeat(deep)) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 300 }).map((deep) => '{"a":'.repeat(deep) + '1' + '}'.repeat(deep)),
  },
  { weight: 1, arbitrary: fc.constantFrom(1_000, 10_000, 200_000).map((length) => JSON.stringify('x'.repeat(length))) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }).map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: -9999, max: 200_000 }), fc.nat(20), fc.nat(40))
      .map((day) => JSON.stringify(day.join('-'))),
  },
);

/** What an import says beside its file: in the query, in headers, and within the content-type. */
export const IMPORT_PARAMETERS = ['encoding', 'import-id', 'hengxin-at-least', 'content-type', 'charset'] as const;
export type ImportParameter = (typeof IMPORT_PARAMETERS)[number];

/** Spelt for a query it is three times as long, and the head of a call holds 16 KiB. */
const LONGEST_HEADER = 2_000;

/** A value that nobody should send as one of these, and that HTTP lets through all the same. */
export const hostileParameter: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: hostileJson.map(sendable) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...['utf-8', 'UTF8', 'gb18030', 'utf-16le', 'utf-8, gb18030', 'utf-7', 'x-user-defined', '"utf-8"'],
      ...['0'.repeat(64), 'f'.repeat(64), 'F'.repeat(64), '0'.repeat(63), '../../../../etc/passwd'],
      ...['text/csv', 'TEXT/CSV; charset=gbk', 'text/csv; charset=', 'text/csv; charset=utf-8; charset=gbk'],
      ...['application/x-ndjson', 'application/json', 'multipart/form-data', 'text/csv, text/csv', ';', '/'],
      ...['e30', 'eyJwb3NpdGlvbiI6Ii0xIn0', 'AAAA', '=', 'start', 'end', '-1', '99999999999999999999'],
    ),
  },
);

/** The bytes of a text, less those that no header may hold. */
function sendable(json: string): string {
  const text = json.startsWith('"') ? (JSON.parse(json) as string) : json;
  const bytes = Buffer.from(text).toString('latin1');
  return [...bytes]
    .filter((character) => isInHeaders(character.charCodeAt(0)))
    .join('')
    .slice(0, LONGEST_HEADER);
}

const isInHeaders = (code: number): boolean => code === 9 || (code >= 32 && code !== 127);

/**
 * What every single argument gets, beside what chance brings it: text that no database keeps, nothing, and the wrong
 * type of everything.
 */
export const EVERYWHERE: readonly string[] = [
  '"a\\u0000b"',
  '"\\ud800"',
  '""',
  'null',
  '[]',
  '{}',
  '1e400',
  '"2026-02-30"',
];

function known(): unknown[] {
  const texts = [
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '\u202e欧阳',
    '\u200b',
    '\r\n',
    '"',
    "'",
    "' or 1=1 --",
    "'; drop table client; --",
    '`',
    '\\',
  ];
  const ids = [
    '../../etc/passwd',
    '__proto__',
    'constructor',
    '${jndi:ldap://x}',
    '{{7*7}}',
    '%00',
    'C101\n',
    'C101 ',
    '欧'.repeat(64),
    'a'.repeat(65),
  ];
  const days = [
    '0000-01-01',
    '2026-02-30',
    '2026-13-01',
    '9999-12-31',
    '10000-01-01',
    '+275760-09-13',
    '-271821-04-20',
    '2026-3-2',
    '2026-03-02T00:00',
  ];
  const moments = [
    ...[
      '2026-03-13T10:00:00+16:00',
      '2026-03-13T10:00:00',
      '128000-01-01T00:00:00Z',
      '2026-03-13T25:00:00Z',
      '0001-01-01T00:00:00+14:00',
    ],
    ...['2026-03-13T10:00:00.1234567890123456789Z', '2026-03-13T10:00:60Z', '1969-12-31T23:59:59-12:00'],
  ];
  return [
    ...texts,
    ...ids,
    ...days,
    ...moments,
    null,
    true,
    false,
    0,
    -1,
    1e308,
    101,
    [],
    [[]],
    [null],
    {},
    { id: null },
    { toString: 1 },
    ['a', 1, {}],
  ];
}

/** Below which root field, with its arguments, each type whose fields take arguments is found. */
export type Above = Readonly<Record<string, readonly [root: string, call: (selection: string) => string]>>;

export const ABOVE: Above = {
  Client: ['Query.client', (selection) => `client(id: "C101") ${selection}`],
  GiftItem: ['Query.giftItems', (selection) => `giftItems ${selection}`],
  GreetingList: ['Query.greetings', (selection) => `greetings(from: "2026-03-03", to: "2026-03-03") ${selection}`],
  PlanItem: ['Query.myDay', (selection) => `myDay { items ${selection} }`],
  Leave: ['Query.leaves', (selection) => `leaves(from: "2026-01-01", to: "2040-12-31") ${selection}`],
  Segment: ['Query.segments', (selection) => `segments ${selection}`],
  ClientGroup: ['Query.groups', (selection) => `groups ${selection}`],
  VisitDossier: ['Query.visitDossier', (selection) => `visitDossier(visitId: "V1") ${selection}`],
  KpiResult: [
    'Query.kpi',
    (selection) => `kpi(scope: {unitId: "E1"}, period: {grain: MONTH, start: "2026-02-01"}) ${selection}`,
  ],
};
/** What a service says of itself, under its own name. */
export const aboveState = (service: string): Above => {
  const { query } = stateFields(service);
  return { ServiceState: [`Query.${query}`, (selection) => `${query} ${selection}`] };
};
/** Where a service has the type as an entity alone. */
export const ABOVE_ENTITIES: Above = {
  Client: [
    'Entity.Client',
    (selection) => `_entities(representations: [{__typename: "Client", id: "C101"}]) { ... on Client ${selection} }`,
  ],
  VisitDossier: [
    'Entity.VisitDossier',
    (selection) =>
      `_entities(representations: [{__typename: "VisitDossier", id: "C101~V1"}]) { ... on VisitDossier ${selection} }`,
  ],
};

/**
 * Every argument, and every field of every input, of every field that takes one: root fields, and what hangs below one.
 */
export function targetsOf(schema: GraphQLSchema, above: Above): Target[] {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
  const targets = roots.flatMap((type) =>
    Object.values(type.getFields()).flatMap(({ name, args, type: answer }) => {
      const verb = type === schema.getQueryType() ? 'query' : 'mutation';
      const selection = !isCompositeType(getNamedType(answer))
        ? ''
        : verb === 'query'
          ? '{ __typename }'
          : '{ errors { code field } }';
      const coordinate = `${type.name}.${name}`;
      return targetsIn(
        { name: coordinate, root: coordinate, args },
        (call) => `${verb} SIGNATURE { ${name}${call} ${selection} }`,
      );
    }),
  );
  return [...targets, ...nestedTargets(schema, above)];
}

function nestedTargets(schema: GraphQLSchema, above: Above): Target[] {
  const roots = new Set(['Query', 'Mutation', 'Subscription']);
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !roots.has(name) && !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ args }) => args.length > 0)
        .flatMap(({ name, args, type: answer }) => {
          const [root, under] = above[type.name] ?? [];
          if (!root || !under) throw new Error(`nothing says how ${type.name}.${name} is reached`);
          const selection = isCompositeType(getNamedType(answer)) ? '{ __typename }' : '';
          return targetsIn(
            { name: `${type.name}.${name}`, root, args },
            (call) => `query SIGNATURE { ${under(`{ ${name}${call} ${selection} }`)} }`,
          );
        }),
    );
}

function targetsIn(
  { name, root, args }: { name: string; root: string; args: readonly GraphQLArgument[] },
  operation: (call: string) => string,
): Target[] {
  const needed = args.filter((argument) => isNonNullType(argument.type));
  return args.flatMap((argument) => {
    const given = [...new Set([...needed, argument])];
    const signature = (of: readonly GraphQLArgument[]) =>
      of.length === 0 ? '' : `(${of.map((each) => `$${each.name}: ${String(each.type)}`).join(', ')})`;
    const call = (literal?: string) =>
      `(${given.map((each) => `${each.name}: ${each === argument && literal !== undefined ? literal : `$${each.name}`}`).join(', ')})`;
    const query = operation(call()).replace('SIGNATURE', signature(given));
    const signatureBeside = signature(given.filter((each) => each !== argument));
    return pathsOf(argument).map((path) => {
      const variables = Object.fromEntries(
        given.map((each) => [each.name, each === argument ? sound(each.type, path.slice(1)) : sound(each.type)]),
      );
      return {
        name: `${name}(${path.join('.')})`,
        root,
        query,
        variables: JSON.stringify(variables),
        literal: operation(call(written(argument.type, variables[argument.name]))).replace(
          'SIGNATURE',
          signatureBeside,
        ),
      };
    });
  });
}

/** The argument itself, and each field within it; of an input that holds itself once. */
function pathsOf(
  { name, type }: Pick<GraphQLArgument | GraphQLInputField, 'name' | 'type'>,
  above: readonly string[] = [],
): string[][] {
  const within = getNamedType(type);
  if (!isInputObjectType(within) || above.includes(within.name)) return [[name]];
  const fields = Object.values(within.getFields());
  return [[name], ...fields.flatMap((field) => pathsOf(field, [...above, within.name]).map((path) => [name, ...path]))];
}

/** A value that fits, with the hole at the end of a path; what may be left out is left out. */
function sound(type: GraphQLInputType, path?: readonly string[]): unknown {
  if (path?.length === 0) return '@@value@@';
  const bare = getNullableType(type);
  if (isListType(bare)) return [sound(bare.ofType as GraphQLInputType, path)];
  if (isEnumType(bare)) return bare.getValues()[0]!.name;
  if (!isInputObjectType(bare)) return SCALARS[bare.name] ?? `no value of ${bare.name} is known`;
  return Object.fromEntries(
    Object.values(bare.getFields())
      .filter((field) => isNonNullType(field.type) || field.name === path?.[0])
      .map((field) => [field.name, sound(field.type, field.name === path?.[0] ? path.slice(1) : undefined)]),
  );
}

/** A sound value as GraphQL writes it: words of an enum and names of fields without quotes. */
function written(type: GraphQLInputType, value: unknown): string {
  const bare = getNullableType(type);
  if (value === '@@value@@') return HOLE;
  if (Array.isArray(value))
    return `[${value.map((each) => written((bare as GraphQLList<GraphQLInputType>).ofType, each)).join(', ')}]`;
  if (isEnumType(bare)) return String(value);
  if (!isInputObjectType(bare)) return JSON.stringify(value);
  const fields = Object.entries(value as object).map(
    ([name, each]) => `${name}: ${written(bare.getFields()[name]!.type, each)}`,
  );
  return `{${fields.join(', ')}}`;
}

const SCALARS: Readonly<Record<string, unknown>> = {
  ID: 'C101',
  String: '欧阳',
  Int: 5,
  Float: 1.5,
  Boolean: true,
  Money: '20',
  Date: '2026-03-02',
  Instant: '2026-03-02T08:30:00+08:00',
};
