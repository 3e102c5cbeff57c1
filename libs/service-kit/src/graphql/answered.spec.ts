import { assertObjectType, buildSchema, type GraphQLSchema } from 'graphql';
import { assertAnswered } from './answered.js';

const SDL = `
  type Query { client: Client }
  type Client { id: ID! name: String! gifts: [Gift!]! visits(first: Int): [ID!]! }
  type Gift { item: String! value(in: String): Int }
`;

/** The schema in which these fields have resolvers. */
function answering(...fields: readonly string[]): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const field of fields) {
    const [type, name] = field.split('.') as [string, string];
    assertObjectType(schema.getType(type)).getFields()[name]!.resolve = () => null;
  }
  return schema;
}

describe('fields that nobody answers', () => {
  const withArguments = ['Client.visits', 'Gift.value'];

  it('are named at the root', () =>
    expect(() => assertAnswered(answering(...withArguments), new Map())).toThrow(
      'the schema has Query.client, which no resolver answers',
    ));

  it('are named where they take arguments, which no property does', () =>
    expect(() => assertAnswered(answering('Query.client'), new Map())).toThrow(
      'the schema has Client.visits, Gift.value, which no resolver answers',
    ));

  it('are named where an entity has them and its references do not carry them', () => {
    const schema = answering('Query.client', ...withArguments);
    expect(() => assertAnswered(schema, new Map([['Client', []]]))).toThrow(
      'the schema has Client.name, Client.gifts, which no resolver answers',
    );
    expect(() => assertAnswered(schema, new Map([['Client', ['name']]]))).toThrow('the schema has Client.gifts, which');
  });

  it('are none where each has a resolver or comes with its reference', () => {
    const schema = answering('Query.client', ...withArguments, 'Client.gifts');
    expect(() => assertAnswered(schema, new Map([['Client', ['name']]]))).not.toThrow();
  });

  it('are not sought in objects that no reference makes', () =>
    expect(() => assertAnswered(answering('Query.client', ...withArguments), new Map())).not.toThrow());
});
