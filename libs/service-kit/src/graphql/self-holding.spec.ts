import { buildSchema, getNamedType, graphqlSync, isInputObjectType } from 'graphql';
import { endSelfHolding } from './self-holding.js';

const SDL = `
  input Filter { all: [Filter!], not: Filter, other: Other, plain: Plain!, name: String }
  input Other { back: Filter!, plain: [Plain!] }
  input Plain { name: String! }
  type Query { found(filter: Filter!): String }`;

describe('an input that holds itself', () => {
  const schema = buildSchema(SDL);
  endSelfHolding(schema);
  const typesOf = (name: string): Record<string, string> => {
    const type = schema.getType(name);
    if (!isInputObjectType(type)) throw new Error(`${name} is no input`);
    return Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, String(field.type)]));
  };

  it('takes any value where it comes round, and all else stays as it is', () => {
    expect(typesOf('Filter')).toEqual({
      ...{ all: '[ParsedByResolver!]', not: 'ParsedByResolver', other: 'ParsedByResolver' },
      ...{ plain: 'Plain!', name: 'String' },
    });
    expect(typesOf('Other')).toEqual({ back: 'ParsedByResolver!', plain: '[Plain!]' });
    expect(typesOf('Plain')).toEqual({ name: 'String!' });
  });

  it('has an end from then on', () => {
    const within = (name: string): string[] => {
      const type = schema.getType(name);
      if (!isInputObjectType(type)) return [];
      return Object.values(type.getFields()).map((field) => getNamedType(field.type).name);
    };
    expect(within('Filter').flatMap(within)).not.toContain('Filter');
  });

  it('hands on what is nested, from variables and from the text alike', () => {
    const seen: unknown[] = [];
    const rootValue = { found: ({ filter }: { filter: unknown }) => void seen.push(filter) };
    const nested = { plain: { name: 'x' }, all: [{ not: { name: 'y' } }] };
    const one = graphqlSync({
      ...{ schema, rootValue, source: 'query ($f: Filter!) { found(filter: $f) }' },
      variableValues: { f: nested },
    });
    const two = graphqlSync({
      ...{
        schema,
        rootValue,
        source: 'query ($n: String) { found(filter: { plain: { name: "x" }, all: [{ not: { name: $n } }] }) }',
      },
      variableValues: { n: 'y' },
    });
    expect([one.errors, two.errors]).toEqual([undefined, undefined]);
    expect(JSON.parse(JSON.stringify(seen))).toEqual([nested, nested]);
  });
});
