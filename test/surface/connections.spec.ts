import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLObjectType, isObjectType } from 'graphql';

/**
 * The Relay cursor connections specification, on the schema as it is published:
 * https://relay.dev/graphql/connections.htm
 */
const schema = buildSchema(readFileSync('docs/reference/schema.graphql', 'utf8'));
const objects = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
);
const connections = objects.filter(({ name }) => name.endsWith('Connection'));

/** What is wrong with a list, a fault each. */
function faultsOf(connection: GraphQLObjectType): string[] {
  const { edges, pageInfo } = connection.getFields();
  const edge = schema.getType(connection.name.replace(/Connection$/, 'Edge'));
  const { cursor, node } = isObjectType(edge) ? edge.getFields() : {};
  return [
    ...(String(edges?.type) === `[${String(edge)}!]!` ? [] : [`${connection.name}.edges: ${String(edges?.type)}`]),
    ...(String(pageInfo?.type) === 'PageInfo!' ? [] : [`${connection.name}.pageInfo: ${String(pageInfo?.type)}`]),
    ...(String(cursor?.type) === 'String!' ? [] : [`${String(edge)}.cursor: ${String(cursor?.type)}`]),
    ...(node && !/^\[/.test(String(node.type)) ? [] : [`${String(edge)}.node: ${String(node?.type)}`]),
  ];
}

it('PageInfo has the four fields that the specification requires', () => {
  const fields = (schema.getType('PageInfo') as GraphQLObjectType).getFields();
  expect(Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, String(type)]))).toEqual({
    hasNextPage: 'Boolean!',
    hasPreviousPage: 'Boolean!',
    startCursor: 'String',
    endCursor: 'String',
  });
});

it.each(connections.map((connection) => [connection.name, connection] as const))(
  '%s is a connection',
  (_, connection) => expect(faultsOf(connection)).toEqual([]),
);

it('whatever gives a connection takes first and after', () => {
  const lists = objects.flatMap((type) =>
    Object.values(type.getFields()).filter(({ type }) => /Connection!?$/.test(String(type))),
  );
  expect(lists.length).toBeGreaterThan(5);
  for (const { name, args } of lists) {
    const given = Object.fromEntries(args.map(({ name, type }) => [name, String(type)]));
    expect([name, given]).toEqual([name, expect.objectContaining({ first: 'Int', after: 'String' })]);
  }
});

it('a list of another shape is found', () => {
  const other = buildSchema(
    'type Query { a: AConnection } type AConnection { edges: [Int] } type PageInfo { hasNextPage: Boolean! }',
  );
  expect(faultsOf(other.getType('AConnection') as GraphQLObjectType)).toHaveLength(4);
});
