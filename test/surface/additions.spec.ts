import { readFileSync } from 'node:fs';
import {
  astFromValue,
  buildSchema,
  type DefinitionNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  Kind,
  parse,
  print,
} from 'graphql';

/** What the second edition adds to the surface: parts of a schema, with some of it in words beside them. */
const FILES = ['figures', 'planning', 'visits'] as const;
const textOf = (file: (typeof FILES)[number]): string => readFileSync(`docs/surface/${file}.graphql`, 'utf8');
const schema = buildSchema(readFileSync('docs/reference/schema.graphql', 'utf8'));

/** What the files say in words of what stands. */
const IN_WORDS = `
  extend type Query {
    kpi(
      scope: KpiScope!, period: PeriodInput!, view: TreeView = AS_WAS, asOf: Instant, compare: [Comparison!]
    ): KpiResult!
    kpiTable(unitId: ID!, period: PeriodInput!, view: TreeView = AS_WAS, asOf: Instant): KpiRowConnection!
  }
  extend type KpiRow { trend: [Float] }`;
const INPUTS_IN_WORDS: Readonly<Record<string, readonly string[]>> = {
  ChangeClientProfileInput: ['kind', 'taboos', 'preferences', 'tradingHabits', 'doNotContact'],
  LogContactInput: ['topics'],
  SegmentFilter: [
    ...['all', 'any', 'not', 'tier', 'kind', 'contactsAYear', 'notContactedSince', 'interest', 'holds', 'deposits'],
    ...['birthdayWithinDays', 'consent', 'rmId', 'unitId'],
  ],
};

/** Where the product differs, each with its reason. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'Query.handoverPreview: HandoverPreview, promised HandoverPreview!':
    'Its numbers come from several services: where one is away, the preview alone is null, and not the whole answer.',
  'syncVisits commandId: ID, promised ID!': 'Each of its commands has an id of its own, by which it is given once.',
};

/** What of a promise is missing or otherwise, a fault each; more than is promised is none. */
function faultsOf(promised: string, running: GraphQLSchema): string[] {
  return parse(promised).definitions.flatMap((definition) => {
    const name = 'name' in definition ? (definition.name?.value ?? '') : '';
    const type = running.getType(name);
    return type ? faultsOfType(definition, type) : [`${name}: missing`];
  });
}

function faultsOfType(definition: DefinitionNode, type: GraphQLNamedType): string[] {
  switch (definition.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
      return [];
    case Kind.ENUM_TYPE_DEFINITION:
      return missingValues(definition, type).map((value) => `${type.name}.${value}: missing`);
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
      return (definition.fields ?? []).flatMap((field) => faultsOfField(field, type));
    default:
      return [`${type.name}: ${definition.kind} is not read`];
  }
}

function missingValues({ values = [] }: EnumTypeDefinitionNode, type: GraphQLNamedType): string[] {
  const known = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
  return values.map(({ name }) => name.value).filter((value) => !known.includes(value));
}

function faultsOfField(promised: FieldDefinitionNode, type: GraphQLNamedType): string[] {
  const place = `${type.name}.${promised.name.value}`;
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[promised.name.value] : undefined;
  if (!field) return [`${place}: missing`];
  const given = promised.arguments ?? [];
  const named = new Set(given.map(({ name }) => name.value));
  return [
    ...differing(place, String(field.type), print(promised.type)),
    ...given.flatMap((argument) =>
      differing(
        `${place}(${argument.name.value})`,
        argumentText(field.args.find(({ name }) => name === argument.name.value)),
        promisedText(argument),
      ),
    ),
    ...field.args
      .filter((argument) => isRequiredArgument(argument) && !named.has(argument.name))
      .map(({ name }) => `${place}(${name}): required, and not promised`),
  ];
}

const differing = (place: string, is: string, promised: string): string[] =>
  is === promised ? [] : [`${place}: ${is}, promised ${promised}`];

const promisedText = ({ type, defaultValue }: InputValueDefinitionNode): string =>
  `${print(type)}${defaultValue ? ` = ${print(defaultValue)}` : ''}`;

function argumentText(argument: GraphQLArgument | undefined): string {
  if (!argument) return 'missing';
  const { type, defaultValue } = argument;
  const value = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
  return `${String(type)}${value ? ` = ${print(value)}` : ''}`;
}

/** An input of a mutation or a filter of a query, with the fields that the comment beside it names. */
interface PromisedInput {
  readonly input: string;
  readonly fields: readonly string[];
}

/** `endVisit(input: EndVisitInput!): VisitPayload!  # {visitId, endedAt, goal: {kind}, a | b}`: the outer names. */
function inputsOf(text: string): PromisedInput[] {
  return [...text.matchAll(/\((?:input|filter): (\w+).*# \{([^}]*)/g)].map(([, input, inner]) => ({
    input: input!,
    fields: inner!
      .replace(/: \[?\{.*$/, '')
      .split(/[,|]/)
      .flatMap((each) => /^ *([a-z]\w*)/.exec(each)?.[1] ?? []),
  }));
}

function missingFields({ input, fields }: PromisedInput, running: GraphQLSchema): string[] {
  const type = running.getType(input);
  const known = isInputObjectType(type) ? type.getFields() : {};
  return fields.filter((field) => !(field in known)).map((field) => `${input}.${field}: missing`);
}

/** Every mutation of a file is a command: it has an id, and answers a payload. */
function faultsOfMutations(text: string, running: GraphQLSchema): string[] {
  const mutations = parse(text).definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_EXTENSION && definition.name.value === 'Mutation'
      ? (definition.fields ?? [])
      : [],
  );
  return mutations.flatMap(({ name, type, arguments: given = [] }) => {
    const input = running.getType(print(given[0]!.type).replace('!', ''));
    const payload = running.getType(print(type).replace('!', ''));
    const commandId = isInputObjectType(input) ? input.getFields()['commandId'] : undefined;
    const isPayload = isObjectType(payload) && payload.getInterfaces().some((each) => each.name === 'Payload');
    return [
      ...differing(`${name.value} commandId`, String(commandId?.type), 'ID!'),
      ...(isPayload ? [] : [`${name.value}: its answer is no Payload`]),
    ];
  });
}

describe('the second edition of the public surface', () => {
  it('is in the schema, each type, field, argument, default and value, but for the differences that are listed', () => {
    const texts = FILES.map(textOf);
    const faults = [
      ...[...texts, IN_WORDS].flatMap((text) => faultsOf(text, schema)),
      ...texts.flatMap((text) => faultsOfMutations(text, schema)),
    ];
    expect(faults).toEqual(Object.keys(DIFFERENCES));
  });

  it('gives a reason for each difference', () => {
    for (const reason of Object.values(DIFFERENCES)) expect(reason).toMatch(/^[A-Z].+\.$/);
  });

  it.each(FILES)('takes the inputs that %s names beside its mutations and filters', (file) => {
    const inputs = inputsOf(textOf(file));
    expect(inputs.flatMap((each) => missingFields(each, schema))).toEqual([]);
  });

  it('takes the inputs that it names in words', () => {
    const inputs = Object.entries(INPUTS_IN_WORDS).map(([input, fields]) => ({ input, fields }));
    expect(inputs.flatMap((each) => missingFields(each, schema))).toEqual([]);
  });

  it('reads the outer names of an input alone', () => {
    const text = `
      a(input: AInput!): APayload!  # {x, how: ONE | OTHER, y | z, inner: {deep, deeper}}
      b(filter: BFilter, first: Int = 20): BConnection!  # {list: [{deep}]}: in words`;
    expect(inputsOf(text)).toEqual([
      { input: 'AInput', fields: ['x', 'how', 'y', 'z', 'inner'] },
      { input: 'BFilter', fields: ['list'] },
    ]);
  });

  it.each([
    ['a removed type', 'type Thing { a: Int }', 'Thing: missing'],
    ['a removed field', 'type Row { gone: Int }', 'Row.gone: missing'],
    ['a field that may be null', 'type Row { value: Float! }', 'Row.value: Float, promised Float!'],
    ['a removed argument', 'type Row { of(day: Date): Int }', 'Row.of(day): missing, promised Date'],
    ['another default', 'type Row { of(first: Int = 20): Int }', 'Row.of(first): Int = 10, promised Int = 20'],
    ['an argument that is required', 'type Row { all: Int }', 'Row.all(id): required, and not promised'],
    ['a removed value', 'enum Kind { A B }', 'Kind.B: missing'],
    ['what it cannot read', 'input Row { a: Int }', 'Row: InputObjectTypeDefinition is not read'],
  ])('would be found out with %s', (_what, promised, fault) => {
    const running = buildSchema(`
      scalar Date
      enum Kind { A }
      type Row { value: Float of(first: Int = 10): Int all(id: ID!): Int }
      type Query { row: Row kind: Kind day: Date }`);
    expect(faultsOf(promised, running)).toEqual([fault]);
  });
});
