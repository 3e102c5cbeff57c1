import { buildSchema } from 'graphql';
import { surfaceSdl, surfaceSubgraphs } from '../testing/surface-subgraphs.js';
import { compose, composeSdl } from './compose.js';
import { readSupergraph } from './read-supergraph.js';
import { CompositionFault } from './supergraph.js';
import { surfaceFaults } from './surface.js';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';
const faultsOf = (...sdls: string[]): readonly string[] => {
  try {
    compose(sdls.map((sdl, index) => ({ name: `s${index + 1}`, sdl })));
    return [];
  } catch (error) {
    if (error instanceof CompositionFault) return error.faults;
    throw error;
  }
};

describe('composition', () => {
  const supergraph = compose(surfaceSubgraphs());
  const surface = buildSchema(surfaceSdl);

  it('puts the services together to the agreed surface', () => {
    expect(surfaceFaults(surface, buildSchema(supergraph.publicSdl))).toEqual([]);
  });
  it('shows callers no trace of federation', () => {
    expect(supergraph.publicSdl).not.toMatch(/@key|@shareable|_entities|_service|link__/);
  });
  it('knows who answers a field', () => {
    expect(supergraph.fieldOwners['Client']).toMatchObject({ name: ['client-registry'], contacts: ['visit-logging'] });
    expect(supergraph.fieldOwners['Client']?.['id']).toEqual([
      'client-registry',
      'contact-scheduling',
      'visit-logging',
    ]);
    expect(supergraph.entities['Client']).toEqual(['client-registry', 'visit-logging']);
  });
  it('takes a field of an entity that each of its owners shares', () => {
    const { fieldOwners, entities } = compose([
      {
        name: 'a',
        sdl: `${LINK} type Query { a: A } type A @key(fields: "id") { id: ID! n: Int @shareable m: Int }`,
      },
      {
        name: 'b',
        sdl: `${LINK} type Query { b: A } type A @key(fields: "id", resolvable: false) { id: ID! n: Int @shareable }`,
      },
      { name: 'c', sdl: `${LINK} type Query { c: A } type A @key(fields: "id", resolvable: false) { id: ID! }` },
    ]);
    expect(fieldOwners['A']).toEqual({ id: ['a', 'b', 'c'], n: ['a', 'b'], m: ['a'] });
    expect(entities['A']).toEqual(['a']);
  });
  it('shows the roots first, and the words of the services', () => {
    const { publicSdl } = compose([
      {
        name: 'a',
        sdl: `${LINK} "A thing." type A { "Its \\"size\\"." n(m: Int = 1): Int @deprecated(reason: "x") } type Query { a: A }`,
      },
    ]);
    expect(publicSdl).toBe(
      'type Query {\n  a: A\n}\n\n"A thing."\ntype A {\n  """Its "size"."""\n  n(m: Int = 1): Int @deprecated(reason: "x")\n}\n',
    );
  });

  it.each([
    [
      'a key other than the id',
      ['type Query { a: A } type A @key(fields: "code") { code: ID! }'],
      /key other than "id"/,
    ],
    [
      'an entity that nobody resolves',
      ['type Query { a: A } type A @key(fields: "id", resolvable: false) { id: ID! }'],
      /no service that resolves/,
    ],
    [
      'a field of two owners',
      [
        'type Query { a: A } type A @key(fields: "id") { id: ID! n: Int }',
        'type A @key(fields: "id") { id: ID! n: Int }',
      ],
      /A\.n is in s1 and s2: it must have one owner, or be @shareable in each/,
    ],
    [
      'a field of two owners, of whom one alone shares it',
      [
        'type Query { a: A } type A @key(fields: "id") { id: ID! n: Int @shareable }',
        'type A @key(fields: "id") { id: ID! n: Int }',
      ],
      /A\.n is in s1 and s2: it must have one owner, or be @shareable in each/,
    ],
    [
      'a shared field of two types',
      [
        'type Query { a: A } type A @key(fields: "id") { id: ID! n: Int @shareable }',
        'type A @key(fields: "id") { id: ID! n: Int! @shareable }',
      ],
      /A\.n differs between s1 and s2/,
    ],
    [
      'a root field of two owners',
      ['type Query { a: Int }', 'type Query { a: Int }'],
      /Query\.a is in s1 and s2: it must have one owner$/,
    ],
    [
      'a field of two types',
      ['type Query { a: A } type A @shareable { n: Int }', 'type Query { b: A } type A @shareable { n: Int! }'],
      /A\.n differs/,
    ],
    [
      'a value type of two shapes',
      ['type Query { a: A } type A @shareable { n: Int }', 'type Query { b: A } type A @shareable { n: Int m: Int }'],
      /A must be the same everywhere/,
    ],
    [
      'an interface of two shapes',
      [
        'type Query { a: A } interface A { n: Int } type T implements A @shareable { n: Int m: Int }',
        'type Query { b: A } interface A { n: Int m: Int } type T implements A @shareable { n: Int m: Int }',
      ],
      /A must be the same everywhere/,
    ],
    [
      'a type that is in an interface for one service alone',
      [
        'type Query { a: A } interface A { n: Int } type T implements A @shareable { n: Int }',
        'type Query { b: A } interface A { n: Int } type T @shareable { n: Int }',
      ],
      /T must be the same everywhere: s1 has implements A, n; s2 has n/,
    ],
    [
      'a union of two shapes',
      [
        'type Query { a: U } union U = T type T @shareable { n: Int }',
        'type Query { b: U } union U = T | V type T @shareable { n: Int } type V { n: Int }',
      ],
      /U must be the same everywhere/,
    ],
    [
      'an input of two shapes, of which the composer would take what both have',
      ['type Query { a(i: I): Int } input I { n: Int }', 'type Query { b(i: I): Int } input I { n: Int m: Int }'],
      /I must be the same everywhere/,
    ],
    [
      'another default',
      ['type Query { a(i: I): Int } input I { n: Int = 1 }', 'type Query { b(i: I): Int } input I { n: Int = 2 }'],
      /I\.n differs/,
    ],
    [
      'one name for two kinds of type',
      ['type Query { a: A } enum A { X }', 'type Query { b: A } scalar A'],
      /A is an enum in s1 and a scalar in s2/,
    ],
    [
      'an entity without its key',
      [
        'type Query { a: A } type A @key(fields: "id") { id: ID! }',
        'type Query { b: A } type A @shareable { id: ID! }',
      ],
      /A in s2 needs @key/,
    ],
    [
      'an entity that has an interface for one service alone',
      [
        'type Query { a: A } interface I { id: ID! } type A implements I @key(fields: "id") { id: ID! }',
        'type Query { u: U i: I } interface I { id: ID! } union U = A | T type A @key(fields: "id") { id: ID! } type T implements I { id: ID! }',
      ],
      /A in s2 must say that it implements I, which is known there/,
    ],
    ['what the composer refuses', ['type Query { a: Missing }'], /Missing/],
    [
      'an enum of two shapes',
      ['type Query { a: E } enum E { X }', 'type Query { b: E } enum E { X Y }'],
      /E must be the same everywhere/,
    ],
  ])('refuses %s', (_, sdls, fault) => {
    expect(faultsOf(...sdls.map((sdl) => `${LINK} ${sdl}`)).join('\n')).toMatch(fault);
  });
});

describe('a directive outside the subset', () => {
  const outside = 'is outside the subset that the gateway serves: remove it';
  const misplaced =
    'may stand on an object type without a key, or on a field of an entity other than its id: remove it';
  const entity = '@key(fields: "id") { id: ID! }';
  it.each([
    [
      '@inaccessible',
      `type Query { a: A } type A { n: Int @inaccessible m: Int }`,
      `@inaccessible on A.n in s1 ${outside}`,
    ],
    ['@override', `type Query { a: A } type A { n: Int @override(from: "b") }`, `@override on A.n in s1 ${outside}`],
    [
      '@requires',
      `type Query { a: A } type A @key(fields: "id") { id: ID! n: Int @requires(fields: "m") m: Int }`,
      `@requires on A.n in s1 ${outside}`,
    ],
    [
      '@provides',
      `type Query { a: A @provides(fields: "n") } type A ${entity}`,
      `@provides on Query.a in s1 ${outside}`,
    ],
    [
      '@external',
      `type Query { a: A } type A @key(fields: "id") { id: ID! @external }`,
      `@external on A.id in s1 ${outside}`,
    ],
    [
      '@interfaceObject',
      `type Query { a: A } type A @key(fields: "id") @interfaceObject { id: ID! }`,
      `@interfaceObject on A in s1 ${outside}`,
    ],
    [
      '@extends',
      `type Query { a: A } type A @extends @key(fields: "id") { id: ID! }`,
      `@extends on A in s1 ${outside}`,
    ],
    ['@tag on an argument', `type Query { a(n: Int @tag(name: "x")): Int }`, `@tag on Query.a(n:) in s1 ${outside}`],
    ['@tag on a value', `type Query { a: E } enum E { X @tag(name: "x") }`, `@tag on E.X in s1 ${outside}`],
    [
      '@tag in an input',
      `type Query { a(i: I): Int } input I { n: Int @tag(name: "x") }`,
      `@tag on I.n in s1 ${outside}`,
    ],
    [
      '@tag on a union',
      `type Query { a: U } union U @tag(name: "x") = T type T { n: Int }`,
      `@tag on U in s1 ${outside}`,
    ],
    ['@authenticated', `type Query { a: Int @authenticated }`, `@authenticated on Query.a in s1 ${outside}`],
    [
      '@requiresScopes',
      `type Query { a: Int @requiresScopes(scopes: [["x"]]) }`,
      `@requiresScopes on Query.a in s1 ${outside}`,
    ],
    ['@policy on a scalar', `type Query { a: D } scalar D @policy(policies: [["x"]])`, `@policy on D in s1 ${outside}`],
    ['@cost', `type Query { a: Int @cost(weight: 5) }`, `@cost on Query.a in s1 ${outside}`],
    [
      'one with its prefix',
      `type Query { a: Int @federation__inaccessible }`,
      `@federation__inaccessible on Query.a in s1 ${outside}`,
    ],
    [
      '@composeDirective',
      `extend schema @composeDirective(name: "@x") type Query { a: Int }`,
      `@composeDirective on the schema in s1 ${outside}`,
    ],
    [
      '@shareable on a field of a value type',
      `type Query { a: A } type A { n: Int @shareable }`,
      `@shareable on A.n in s1 ${misplaced}`,
    ],
    [
      '@shareable on the id of an entity',
      `type Query { a: A } type A @key(fields: "id") { id: ID! @shareable }`,
      `@shareable on A.id in s1 ${misplaced}`,
    ],
    [
      '@shareable on an entity',
      `type Query { a: A } type A @shareable ${entity}`,
      `@shareable on A in s1 ${misplaced}`,
    ],
    ['@shareable on a root', `type Query @shareable { a: Int }`, `@shareable on Query in s1 ${misplaced}`],
    ['@shareable on a field of a root', `type Query { a: Int @shareable }`, `@shareable on Query.a in s1 ${misplaced}`],
    [
      '@key on an interface',
      `type Query { a: A } interface A ${entity} type T implements A ${entity}`,
      '@key on A in s1 may stand on an object type alone: remove it',
    ],
    [
      'one of its own',
      `directive @x on FIELD type Query { a: Int }`,
      '@x is defined in s1, and the gateway carries no directives of services: remove it',
    ],
    [
      'another link',
      `extend schema @link(url: "https://example.com/x/v1.0") type Query { a: Int }`,
      '@link on the schema in s1 links something else than Federation 2: remove it',
    ],
  ])('refuses the build: %s', (_, sdl, fault) => {
    expect(faultsOf(`${LINK} ${sdl}`)).toContain(fault);
  });
  it.each([
    ['another name for it', 'import: [{ name: "@external", as: "@shareable" }]', /imports what is outside the subset/],
    ['its import', 'import: ["@key", "@inaccessible"]', /imports what is outside the subset/],
    ['another name for federation', 'import: ["@key"], as: "f"', /gives federation another name/],
  ])('refuses the build: %s', (_, more, fault) => {
    const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", ${more})`;
    expect(faultsOf(`${link} type Query { a: Int }`).join()).toMatch(fault);
  });
  it('refuses a schema of Federation 1, and a root of another name', () => {
    expect(faultsOf('type Query { a: Int }')).toEqual([
      's1 does not @link Federation 2: begin it as the other schemas do',
    ]);
    expect(faultsOf(`${LINK} schema { query: Root } type Root { a: Int }`)).toContain(
      'the query type in s1 is called Root: give it the usual name',
    );
  });
});

describe('a supergraph', () => {
  const sdl = composeSdl([
    {
      name: 'one',
      sdl: `${LINK} type Query { a: A v: V } type A @key(fields: "id") { id: ID! n: Int } type V @shareable { x: Int } type W @key(fields: "id") { id: ID! }`,
      url: 'http://one/graphql',
    },
    {
      name: 'other-one',
      sdl: `${LINK} type Query { b: A } type A @key(fields: "id", resolvable: true) { id: ID! m: Int v: V } type W @key(fields: "id", resolvable: false) { id: ID! } type V @shareable { x: Int }`,
    },
  ]);
  it('tells by its join directives who answers what', () => {
    expect(readSupergraph(sdl)).toMatchObject({
      services: ['one', 'other-one'],
      fieldOwners: {
        Query: { a: ['one'], v: ['one'], b: ['other-one'] },
        A: { id: ['one', 'other-one'], n: ['one'], m: ['other-one'], v: ['other-one'] },
        V: { x: ['one', 'other-one'] },
      },
      entities: { A: ['one', 'other-one'], W: ['one'] },
      typeOwners: { A: ['one', 'other-one'], V: ['one', 'other-one'] },
    });
  });
  it('tells a router where the services are', () => {
    expect(sdl).toContain('@join__graph(name: "one", url: "http://one/graphql")');
  });
  it.each([
    [
      'what a field requires',
      'n: Int @join__field(graph: ONE)',
      'n: Int @join__field(graph: ONE, requires: "m")',
      '@join__field(requires:) in A',
    ],
    [
      'what a field provides',
      'a: A @join__field(graph: ONE)',
      'a: A @join__field(graph: ONE, provides: "n")',
      '@join__field(provides:) in Query',
    ],
    [
      'who may not answer',
      'm: Int @join__field(graph: OTHER_ONE)',
      'm: Int @join__field(graph: OTHER_ONE, external: true)',
      '@join__field(external:) in A',
    ],
    [
      'whom a field overrides',
      'n: Int @join__field(graph: ONE)',
      'n: Int @join__field(graph: ONE, override: "b")',
      '@join__field(override:) in A',
    ],
    [
      'an object for an interface',
      '@join__type(graph: ONE, key: "id")',
      '@join__type(graph: ONE, key: "id", isInterfaceObject: true)',
      '@join__type(isInterfaceObject:) in A',
    ],
    ['what is hidden', 'x: Int', 'x: Int @inaccessible', '@inaccessible in V'],
  ])('is refused where it says %s', (_, from, to, fault) => {
    expect(sdl).toContain(from);
    const read = () => readSupergraph(sdl.replace(from, to));
    expect(read).toThrow(CompositionFault);
    expect(read).toThrow(`${fault} of the supergraph is outside the subset that the gateway serves`);
  });
});

describe('the surface comparison', () => {
  const changed = (from: string, to: string): string[] =>
    surfaceFaults(buildSchema(surfaceSdl), buildSchema(surfaceSdl.replace(from, to)));
  it.each([
    ['a missing field', 'interests: [String!]!\n', '\n', 'Client.interests is missing'],
    ['a looser field', 'tier: Tier!\n', 'tier: Tier\n', 'Client.tier is Tier, not Tier!'],
    [
      'a changed default',
      'contacts(first: Int = 10',
      'contacts(first: Int = 11',
      'Client.contacts(first) is Int = 11, not Int = 10',
    ],
    ['a missing enum value', 'PLATINUM PRIVATE', 'PLATINUM', 'Tier lacks PRIVATE'],
    ['a new required argument', 'me: Staff!', 'me(x: Int!): Staff!', 'Query.me(x) is new and required'],
    [
      'a dropped interface',
      'type ClientPayload implements Payload',
      'type ClientPayload',
      'ClientPayload lacks Payload',
    ],
  ])('notices %s', (_, from, to, fault) => {
    expect(changed(from, to)).toEqual([fault]);
  });
  it('welcomes an addition', () => {
    expect(changed('me: Staff!', 'me: Staff! motto: String')).toEqual([]);
  });
});
