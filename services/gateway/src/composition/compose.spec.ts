import { composeServices } from '@theguild/federation-composition';
import { buildSchema, parse } from 'graphql';
import { surfaceSdl, surfaceSubgraphs } from '../testing/surface-subgraphs.js';
import { compose, CompositionFault } from './compose.js';
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
    expect(supergraph.fieldOwners['Client']?.['id']).toEqual(['client-registry', 'contact-scheduling', 'visit-logging']);
    expect(supergraph.entities['Client']).toEqual(['client-registry', 'visit-logging']);
  });
  it('makes subgraphs that a Federation 2 router composes too', () => {
    const composed = composeServices(surfaceSubgraphs().map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) })));
    expect(composed.errors ?? []).toEqual([]);
  });

  it.each([
    ['a key other than the id', ['type Query { a: A } type A @key(fields: "code") { code: ID! }'], /key other than "id"/],
    [
      'an entity that nobody resolves',
      ['type Query { a: A } type A @key(fields: "id", resolvable: false) { id: ID! }'],
      /no service that resolves/,
    ],
    [
      'a field of two owners',
      ['type Query { a: A } type A @key(fields: "id") { id: ID! n: Int }', 'type A @key(fields: "id") { id: ID! n: Int }'],
      /A\.n .*without @shareable/,
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
    ['an enum of two shapes', ['type Query { a: E } enum E { X }', 'type Query { b: E } enum E { X Y }'], /E must be the same everywhere/],
  ])('refuses %s', (_, sdls, fault) => {
    expect(faultsOf(...sdls.map((sdl) => `${LINK} ${sdl}`)).join('\n')).toMatch(fault);
  });
});

describe('the surface comparison', () => {
  const changed = (from: string, to: string): string[] => surfaceFaults(buildSchema(surfaceSdl), buildSchema(surfaceSdl.replace(from, to)));
  it.each([
    ['a missing field', 'interests: [String!]!\n', '\n', 'Client.interests is missing'],
    ['a looser field', 'tier: Tier!\n', 'tier: Tier\n', 'Client.tier is Tier, not Tier!'],
    ['a changed default', 'contacts(first: Int = 10', 'contacts(first: Int = 11', 'Client.contacts(first) is Int = 11, not Int = 10'],
    ['a missing enum value', 'PLATINUM PRIVATE', 'PLATINUM', 'Tier lacks PRIVATE'],
    ['a new required argument', 'me: Staff!', 'me(x: Int!): Staff!', 'Query.me(x) is new and required'],
    ['a dropped interface', 'type ClientPayload implements Payload', 'type ClientPayload', 'ClientPayload lacks Payload'],
  ])('notices %s', (_, from, to, fault) => {
    expect(changed(from, to)).toEqual([fault]);
  });
  it('welcomes an addition', () => {
    expect(changed('me: Staff!', 'me: Staff! motto: String')).toEqual([]);
  });
});
