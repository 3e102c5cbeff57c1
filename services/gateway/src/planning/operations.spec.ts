import { OperationRefused, type OperationRefusalCode } from '@hengxin/operation-limits';
import { strictScalars } from '@hengxin/scalars';
import { buildSchema, getIntrospectionQuery } from 'graphql';
import { compose } from '../composition/compose.js';
import { readConfiguration } from '../configuration.js';
import { supergraph as platform } from '../generated/supergraph.js';
import { surfaceSubgraphs } from '../testing/surface-subgraphs.js';
import { Operations } from './operations.js';

const supergraph = compose(surfaceSubgraphs());
const { limits } = readConfiguration({ HENGXIN_PROFILE: 'standalone' });
const operations = new Operations(supergraph, strictScalars(buildSchema(supergraph.publicSdl)), limits);

const codeOf = (query: string): OperationRefusalCode | 'taken' => {
  try {
    operations.get(query, undefined);
    return 'taken';
  } catch (error) {
    if (error instanceof OperationRefused) return error.code;
    throw error;
  }
};
const times = (count: number, text: string | ((index: number) => string)): string =>
  Array.from({ length: count }, (_, index) => (typeof text === 'string' ? text : text(index))).join(' ');

describe('what would take long to validate is refused before it is validated', () => {
  // Each fits the schema except for its last field: validation says so.
  const invalid = 'nickname';
  const tiers = times(40, 'GOLD');
  it.each([
    ['one field thousands of times', `{ me { ${times(9_900, 'id')} ${invalid} } }`],
    [
      'one field in fragments within fragments',
      `{ me { ${'... { '.repeat(190)} ${times(300, 'id')} ${'} '.repeat(190)} ${invalid} } }`,
    ],
    [
      'one field with long arguments',
      `{ ${times(80, `clients(filter: { tiers: [${tiers}] }) { __typename }`)} ${invalid} }`,
    ],
    [
      'one field in many fragments',
      `{ me { ${times(700, (at) => `...F${at}`)} ${invalid} } } ${times(700, (at) => `fragment F${at} on Staff { id }`)}`,
    ],
    ['many spreads of one fragment', `{ me { ${times(4_000, '...F')} ${invalid} } } fragment F on Staff { id }`],
    [
      'a chain of fragments, spread everywhere',
      `{ me { ...F0 ${invalid} } } ${times(700, (at) => `fragment F${at} on Staff { a${at}: id ...F${(at + 1) % 700} }`)}`,
    ],
    ['fields within equal fields', `{ ${times(30, `me { unit { ${times(30, 'parent { id }')} } }`)} ${invalid} }`],
  ])('%s', (_, query) => expect(codeOf(query)).toBe('OPERATION_TOO_WIDE'));

  it.each([
    ['many fields of different names', `{ me { ${times(490, (at) => `a${at}: id`)} } }`],
    [
      'a field repeated by a hundred fragments',
      `{ me { ${times(100, (at) => `...F${at}`)} } } ${times(100, (at) => `fragment F${at} on Staff { id name }`)}`,
    ],
    ['long arguments once', `{ clients(filter: { tiers: [${times(400, 'GOLD')}] }) { edges { cursor } } }`],
  ])('but not %s', (_, query) => expect(codeOf(query)).toBe('taken'));
});

describe('what is asked about the schema', () => {
  const whole = getIntrospectionQuery({
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });

  it('may be all that tools ask of the platform, however much it has grown', () => {
    const schema = strictScalars(buildSchema(platform.publicSdl));
    expect(new Operations(platform, schema, limits).get(whole, undefined)).toBeDefined();
  });

  it('may be all that tools ask', () => {
    expect(codeOf(whole)).toBe('taken');
    expect(codeOf(`query ($name: String!) { __type(name: $name) { name fields { name type { name kind } } } }`)).toBe(
      'taken',
    );
  });
  it.each([
    [
      'lists within lists',
      `{ __schema { types { fields { type { fields { ${times(400, (at) => `a${at}: name`)} } } } } } }`,
    ],
    ['texts many times', `{ __schema { types { fields { ${times(400, (at) => `a${at}: description`)} } } } }`],
    ['many fields', `{ __schema { queryType { ${times(2_000, (at) => `a${at}: name`)} } } }`],
    [
      'any type many times',
      `query ($n: String!) { ${times(19, (at) => `a${at}: __type(name: $n) { fields { ${times(20, (at) => `b${at}: description`)} } }`)} }`,
    ],
    [
      'fragments that unfold without end',
      `{ __schema { queryType { ...F0 } } } ${times(30, (at) => `fragment F${at} on __Type { a: ofType { ...F${at + 1} } b: ofType { ...F${at + 1} } }`)} fragment F30 on __Type { name }`,
    ],
  ])('is refused for %s', (_, query) => expect(codeOf(query)).toBe('OPERATION_TOO_WIDE'));
});

it('a name that no object can hold is refused', () => {
  expect(codeOf('query ($__proto__: ID!) { client(id: $__proto__) { id } }')).toBe('NAME_RESERVED');
  expect(codeOf('{ me { __proto__: id } }')).toBe('NAME_RESERVED');
});

describe('positions that an operation waits for', () => {
  const waiting = (count: number, root = (at: number) => `clients(atLeast: "p${at}") { edges { cursor } }`) =>
    `{ me { id } ${times(count, (at) => `a${at}: ${root(at)}`)} }`;
  it('are few, since each is a request of its own', () => {
    expect(codeOf(waiting(3))).toBe('taken');
    expect(codeOf(waiting(4))).toBe('OPERATION_TOO_WIDE');
    expect(
      codeOf(
        `query (${times(4, (at) => `$p${at}: Position`)}) ${waiting(4, (at) => `kpi(scope: { unitId: "U1" }, period: { grain: DAY, start: "2026-03-02" }, atLeast: $p${at}) { position }`)}`,
      ),
    ).toBe('OPERATION_TOO_WIDE');
  });
  it('count once however many fields wait for them', () => {
    expect(codeOf(waiting(19, () => 'clients(atLeast: "p") { edges { cursor } }'))).toBe('taken');
  });
  it('do not count in a mutation, whose fields run one after another', () => {
    const skip = 'skipPlanItem(input: { commandId: "1", planItemId: "P1", reason: "r" }) { position }';
    expect(codeOf(`mutation { ${times(20, (at) => `a${at}: ${skip}`)} }`)).toBe('taken');
  });
});

describe('plans', () => {
  const asks = (name: string, fields: number) => {
    const names = times(fields, (at) => `a${at}: name @include(if: $v${at % 6})`);
    return operations.get(`query ${name} (${times(6, (at) => `$v${at}: Boolean!`)}) { me { ${names} } }`, undefined);
  };
  const values = (number: number) =>
    Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`v${at}`, ((number >> at) & 1) === 1]));

  it('are made once for each operation and each way to decide its conditions', () => {
    const [one, other] = [asks('One', 6), asks('Other', 6)];
    const made = [one, other].flatMap((each) => Array.from({ length: 64 }, (_, number) => each.plan(values(number))));
    expect(new Set(made).size).toBe(128);
    expect(
      [one, other].flatMap((each) => Array.from({ length: 64 }, (_, number) => each.plan(values(number)))),
    ).toEqual(made);
    expect(one.plan(values(63))).toBe(made[63]);
    expect(one.plan(values(1)).root.fields[0]?.shapes[0]?.fields).toHaveLength(1);
  });

  it('are kept as far as their memory allows, whatever the number of operations', () => {
    const first = asks('First', 6);
    const plan = first.plan(values(1));
    for (let at = 0; at < 5; at++)
      for (let number = 0; number < 64; number++) asks(`Large${at}`, 400).plan(values(number));
    expect(first.plan(values(1))).not.toBe(plan);
  });
});

describe('names of units, which several services know', () => {
  const ofPlatform = new Operations(platform, strictScalars(buildSchema(platform.publicSdl)), limits);
  const table = (unit: string) =>
    `{ kpiTable(unitId: "U1", period: { grain: DAY, start: "2026-03-02" }) { edges { node { unit { ${unit} } values { value } } } } }`;

  it.each([
    ['a table of figures', 'performance-kpis', table('id name')],
    ['a list of contacts', 'visit-logging', '{ contacts { edges { node { id unit { id name } } } } }'],
    ['a list of units', 'organisation', '{ units { edges { node { id name parent { name } } } } }'],
  ])('leave %s with one service', (_, service, query) => {
    expect(ofPlatform.get(query, undefined).soleOwner).toBe(service);
  });

  it('are not asked for again where something else of the unit is', () => {
    const operation = ofPlatform.get(table('name kind'), undefined);
    expect(operation.soleOwner).toBeUndefined();
    const [sequence] = operation.plan({}).sequences;
    expect(sequence!.fetches.map(({ service }) => service)).toEqual(['performance-kpis']);
    const joined = sequence!.fetchGroups.flat();
    expect(joined.map(({ service, representations }) => [service, representations.map(({ keys }) => keys)])).toEqual([
      ['organisation', [['kind']]],
    ]);
  });

  it('come from organisation where a service knows a unit by its id alone', () => {
    const operation = ofPlatform.get('{ client(id: "C1") { rm { unit { name } } } }', undefined);
    const [sequence] = operation.plan({}).sequences;
    expect(sequence!.fetchGroups.flat().map(({ service }) => service)).toEqual(['organisation']);
  });
});

describe('a condition', () => {
  const twoOperations =
    'query A ($yes: Boolean = true) { me { ...F } } query B ($yes: Boolean = true, $on: Date) { unit(id: "1", on: $on) { id } me { id @skip(if: $yes) } } fragment F on Staff { id @include(if: $yes) }';
  const checked = (query: string, name: string | undefined, variables: Record<string, unknown>) => () =>
    operations.get(query, name).check(variables);
  it.each([
    ['in the operation itself', 'query ($yes: Boolean = true) { me { id @include(if: $yes) } }', undefined],
    ['in a fragment', twoOperations, 'A'],
    [
      'of one service, whose answer would pass through',
      'query ($yes: Boolean! = false) { me { id name @skip(if: $yes) } }',
      undefined,
    ],
  ])('is never null: %s', (_, query, name) => {
    expect(checked(query, name, { yes: null })).toThrow(OperationRefused);
    expect(checked(query, name, { yes: null })).toThrow(
      expect.objectContaining({ code: 'VARIABLE_INVALID', field: ['yes'] }),
    );
    for (const variables of [{}, { yes: true }, { yes: false }]) expect(checked(query, name, variables)).not.toThrow();
  });
  it('decides its own operation alone', () => {
    const query =
      'query A ($x: Boolean = true) { me { id @skip(if: $x) } } query B ($x: Date) { unit(id: "1", on: $x) { id } }';
    expect(checked(query, 'B', { x: null })).not.toThrow();
  });
});
