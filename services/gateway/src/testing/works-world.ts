import { GraphQLError } from 'graphql';
import type { Subgraph } from '../composition/supergraph.js';
import type { Resolvers } from './world.js';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';
const NODE = 'interface Node { id: ID! }';

/**
 * A small library with what the bank's schema lacks: unions and interfaces whose members belong to several services,
 * interfaces of interfaces, entities behind both, a field that two services resolve by id. Its services bear the names
 * of the bank's, so that the gateway finds them.
 */
export const worksSubgraphs: readonly Subgraph[] = [
  {
    name: 'organisation',
    sdl: `${LINK} ${NODE}
      interface Named { name: String }
      union Holder = Person | Team
      type Person implements Node & Named @key(fields: "id") { id: ID! name: String age: Int @shareable boss: Person team: Team }
      type Team implements Node & Named @key(fields: "id") { id: ID! name: String size: Int! lead: Person motto: Motto members(first: Int = 2): [Person!]! }
      type Motto @shareable { text: String language: Language }
      enum Language { EN ZH }
      type Change { person: Person! holder: Holder position: String! }
      type Query { person(id: ID!): Person holder(id: ID!): Holder holders(first: Int = 3): [Holder!]! named: [Named!]! team(id: ID!): Team nodes: [Node!]! }
      type Mutation { rename(id: ID!, name: String): Change }`,
  },
  {
    name: 'client-registry',
    sdl: `${LINK} ${NODE}
      interface Work implements Node { id: ID! title: String! author: Person }
      union Anything = Book | Film | Person
      type Book implements Work & Node @key(fields: "id") { id: ID! title: String! author: Person pages: Int related(first: Int = 2): [Work!]! }
      type Film implements Work & Node @key(fields: "id") { id: ID! title: String! author: Person minutes: Int motto: Motto about: Anything }
      type Motto @shareable { text: String language: Language }
      enum Language { EN ZH }
      type Person implements Node @key(fields: "id") { id: ID! age: Int @shareable works(first: Int = 2): [Work!]! favourite: Anything rank: Int! }
      type Query { work(id: ID!): Work works(first: Int = 3): [Work!]! anything(first: Int = 4): [Anything!]! book(id: ID!): Book }`,
  },
  {
    name: 'contact-scheduling',
    sdl: `${LINK}
      type Loan @key(fields: "id") { id: ID! book: Book! reader: Reader days(extra: Int = 0): Int }
      union Reader = Person | Guest
      type Guest @shareable { nickname: String friend: Person }
      type Book @key(fields: "id") { id: ID! loans(first: Int = 2): [Loan!]! }
      type Person @key(fields: "id", resolvable: false) { id: ID! }
      type Query { loan(id: ID!): Loan loans(first: Int = 3): [Loan!]! reader(id: ID!): Reader }`,
  },
];

const TYPES: Readonly<Record<string, string>> = { P: 'Person', T: 'Team', B: 'Book', F: 'Film', L: 'Loan', G: 'Guest' };
const number = (id: string): number => Number(id.replace(/\D/g, ''));
/** `P2` is a person; what an abstract type asks of an object is its type. */
const thing = (id: string) => ({ id, __typename: TYPES[id[0]!]! });
const things = (ids: readonly string[], first = ids.length) => ids.slice(0, first).map(thing);
const faulty = (text: string): never => {
  throw new GraphQLError(text);
};

const work = {
  title: ({ id }: { id: string }) => `title of ${id}`,
  author: ({ id }: { id: string }) => (number(id) === 3 ? null : thing(`P${number(id)}`)),
};

/**
 * As in the bank: fields are empty or fail, but never what a service's own list must have. A person with the number 4
 * has no rank.
 */
export const worksResolvers: Resolvers = {
  Query: {
    person: (_, { id }) => thing(id),
    holder: (_, { id }) => thing(id),
    holders: (_, { first }) => things(['P1', 'T2', 'P4', 'T1'], first),
    named: () => things(['T1', 'P2']),
    team: (_, { id }) => (number(id) > 90 ? null : thing(id)),
    nodes: () => things(['P3', 'T3', 'P4']),
    work: (_, { id }) => thing(id),
    works: (_, { first }) => things(['B1', 'F2', 'B4', 'F3'], first),
    anything: (_, { first }) => things(['F1', 'P1', 'B2', 'P2'], first),
    book: (_, { id }) => thing(id),
    loan: (_, { id }) => thing(id),
    loans: (_, { first }) => things(['L1', 'L2', 'L4', 'L3'], first),
    reader: (_, { id }) => thing(id),
  },
  Mutation: { rename: (_, { id }) => ({ person: thing(id), holder: thing('T2'), position: 'position-3' }) },
  Person: {
    name: ({ id }) => (number(id) === 2 ? faulty('name') : `person ${id}`),
    age: ({ id }) => (number(id) === 3 ? null : 30 + number(id)),
    boss: ({ id }) => (number(id) === 1 ? null : thing(`P${number(id) - 1}`)),
    team: ({ id }) => thing(`T${number(id)}`),
    works: ({ id }, { first }) => things([`B${number(id)}`, 'F3', 'B2'], first),
    favourite: ({ id }) => [null, thing('B3'), thing('F2'), thing('P4'), thing('P1')][number(id)] ?? null,
    rank: ({ id }) => (number(id) === 4 ? null : number(id)),
  },
  Team: {
    name: ({ id }) => `team ${id}`,
    size: ({ id }) => number(id),
    lead: ({ id }) => (number(id) === 3 ? faulty('lead') : thing(`P${number(id) + 1}`)),
    motto: ({ id }) => ({ text: `motto of ${id}`, language: 'ZH' }),
    members: (_, { first }) => things(['P1', 'P4', 'P2'], first),
  },
  Book: {
    ...work,
    pages: ({ id }) => (number(id) === 2 ? faulty('pages') : 100),
    related: (_, { first }) => things(['F1', 'B3', 'B4'], first),
    loans: ({ id }, { first }) => things([`L${number(id)}`, 'L2'], first),
  },
  Film: {
    ...work,
    minutes: ({ id }) => 90 + number(id),
    motto: ({ id }) => (number(id) === 2 ? null : { text: 'shown', language: 'EN' }),
    about: ({ id }) => [null, thing('P4'), thing('B1'), thing('F1')][number(id)] ?? null,
  },
  Loan: {
    book: ({ id }) => thing(`B${number(id)}`),
    reader: ({ id }) => (number(id) === 3 ? null : thing(number(id) % 2 ? `P${number(id)}` : `G${number(id)}`)),
    days: ({ id }, { extra }) => number(id) + extra,
  },
  Guest: { nickname: ({ id }) => `guest ${id}`, friend: ({ id }) => thing(`P${number(id)}`) },
};

/** What their required arguments are given. */
export const worksArguments: Readonly<Record<string, string>> = {
  person: 'id: "P3"',
  holder: 'id: "T2"',
  team: 'id: "T99"',
  work: 'id: "F2"',
  book: 'id: "B2"',
  loan: 'id: "L1"',
  reader: 'id: "G2"',
  rename: 'id: "P4"',
};
