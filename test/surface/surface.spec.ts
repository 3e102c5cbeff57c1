import { readFileSync } from 'node:fs';
import {
  buildClientSchema,
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  getIntrospectionQuery,
  type GraphQLSchema,
  type IntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  printSchema,
  type GraphQLInputField,
} from 'graphql';
import { Platform } from '../platform/platform.js';
import { anyStore, type OpenSource } from '../platform/sources.js';

const surface = buildSchema(readFileSync('docs/surface/schema.graphql', 'utf8'));

/** Of what graphql-js calls dangerous, these only add: "Additions are welcome, renames and removals are breaking." */
const ADDITIONS = new Set<string>([
  'VALUE_ADDED_TO_ENUM',
  'TYPE_ADDED_TO_UNION',
  'OPTIONAL_INPUT_FIELD_ADDED',
  'OPTIONAL_ARG_ADDED',
  'IMPLEMENTED_INTERFACE_ADDED',
]);

/**
 * What would break a caller who was written against the surface: by the letter of graphql-js, and all that is not there
 * word for word.
 */
function changes(running: GraphQLSchema): string[] {
  const found = [...findBreakingChanges(surface, running), ...findDangerousChanges(surface, running)];
  const there = new Set(declarations(running));
  const lost = declarations(surface).filter((declaration) => !there.has(declaration));
  return [
    ...found.filter(({ type }) => !ADDITIONS.has(type)).map(({ description }) => description),
    ...lost.map((each) => `lost: ${each}`),
  ];
}

/**
 * A schema as lines that can be looked for in another: one a type, a field, an argument, an enum value, an interface.
 */
function declarations(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
    .flatMap((type) => [
      `${type.constructor.name} ${type.name}`,
      ...partsOf(type).map((part) => `${type.name}${part}`),
    ]);
}

function partsOf(type: unknown): string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => `.${name}`);
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => `.${inputOf(field)}`);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields()).flatMap((field) => [
    `.${field.name}: ${field.type.toString()}`,
    ...field.args.map((argument) => `.${field.name}(${inputOf(argument)})`),
  ]);
  return [...type.getInterfaces().map(({ name }) => ` implements ${name}`), ...fields];
}

function inputOf({ name, type, defaultValue }: Pick<GraphQLInputField, 'name' | 'type' | 'defaultValue'>): string {
  return `${name}: ${type.toString()}${defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`}`;
}

const withoutDescriptions = (sdl: string): string =>
  sdl.replaceAll(/ *"""[^]*?"""\n/g, '').replaceAll('\n\n  ', '\n  ');

describe.each(anyStore)('the schema of the running gateway, source $name', (source) => {
  let open: OpenSource;
  let platform: Platform;
  let running: GraphQLSchema;

  beforeAll(async () => {
    open = await source.open();
    platform = await Platform.start(open.options);
    const { status, data } = await platform.askWith<IntrospectionQuery>(null, getIntrospectionQuery());
    expect(status).toBe(200);
    running = buildClientSchema(data!);
  }, 300_000);

  afterAll(async () => {
    await platform?.stop();
    await open?.close();
  }, 60_000);

  it('has every type, field, argument, default, enum value and interface of the public surface, unchanged', () => {
    expect(declarations(surface).length).toBeGreaterThan(300);
    expect(changes(running)).toEqual([]);
  });

  it.each([
    ['a removed field', '  interests: [String!]!\n', '', 'Client.interests was removed.'],
    ['a renamed field', '  lastContactAt: Instant', '  lastContact: Instant', 'Client.lastContactAt was removed.'],
    ['a field that may now be null', '  tier: Tier!', '  tier: Tier', 'Client.tier changed type from Tier! to Tier.'],
    ['a field that may no longer be null', '  rm: Staff\n', '  rm: Staff!\n', 'lost: Client.rm: Staff'],
    [
      'a changed default',
      'contacts(first: Int = 10',
      'contacts(first: Int = 11',
      'lost: Client.contacts(first: Int = 10)',
    ],
    ['a removed argument', '(id: ID!, on: Date)', '(id: ID!)', 'Query.unit arg on was removed.'],
    [
      'a new argument that is required',
      '  me: Staff!',
      '  me(x: Int!): Staff!',
      'A required arg x on Query.me was added.',
    ],
    ['a removed enum value', '  MESSAGE_LEFT\n', '', 'MESSAGE_LEFT was removed from enum type ContactOutcome.'],
    [
      'an input field now required',
      'Outcome!\n  notes: String',
      'Outcome!\n  notes: String!',
      'LogContactInput.notes changed type',
    ],
    [
      'a dropped interface',
      'LogContactPayload implements Payload',
      'LogContactPayload',
      'no longer implements interface Payload.',
    ],
    ['a removed subscription', '  myDayChanged: DailyPlan!\n', '', 'Subscription.myDayChanged was removed.'],
  ])('would be found out with %s', (_, from, to, change) => {
    // Printed again: arguments without descriptions share a line.
    const sdl = printSchema(buildSchema(withoutDescriptions(printSchema(running))));
    expect(sdl).toContain(from);
    expect(changes(buildSchema(sdl.replace(from, to))).join('\n')).toContain(change);
  });

  it('may have more than the surface', () => {
    const more = `extend type Client { motto(loud: Boolean): String } extend enum Tier { ROYAL } extend input ClientFilter { motto: String }`;
    expect(changes(buildSchema(`${printSchema(running)}\n${more}`))).toEqual([]);
  });
});
