import { strictScalars } from '@hengxin/scalars';
import { buildSchema } from 'graphql';
import { DEFAULT_LIMITS } from '../limits.js';
import { OperationReader } from '../operation-reader.js';
import { OperationRefused } from '../refused.js';

const schema = strictScalars(
  buildSchema(`
    scalar Date
    enum Kind { A B }
    input Grant { kind: Kind!, until: Date }
    input Input { id: ID!, grants: [Grant!], times: Int }
    type Query { one(on: Date, first: Int = 5, ids: [ID!]): Thing }
    type Mutation { make(input: Input!): Thing }
    type Thing { at(on: Date, of: Input): String name: String }
  `),
);
const reader = new OperationReader(schema, DEFAULT_LIMITS, { make: (read) => read });

function refused(query: string, variables: Record<string, unknown> = {}): [code: string, field: readonly string[]] {
  try {
    reader.get(query, undefined).check(variables);
  } catch (error) {
    if (error instanceof OperationRefused) return [error.code, error.field];
    throw error;
  }
  throw new Error('not refused');
}

describe('the field at fault', () => {
  it.each([
    ['{ one(on: 5) { name } }', ['on']],
    ['{ one(on: {}) { name } }', ['on']],
    ['{ one(first: "x") { name } }', ['first']],
    ['{ one(on: "a\\u0000") { name } }', ['on']],
    ['{ one { a: name b: at(on: "2026-03-02", of: { id: "1", times: 1.5 }) } }', ['of', 'times']],
    ['mutation { make(input: { id: "1", grants: [{ kind: A }, { kind: C }] }) { name } }', ['input', 'grants', 'kind']],
    ['mutation { make(input: { id: "1", grants: [{ kind: A, until: {} }] }) { name } }', ['input', 'grants', 'until']],
    ['mutation { make(input: { id: "1", odd: 1 }) { name } }', ['input', 'odd']],
    ['mutation { make(input: {}) { name } }', ['input']],
    ['{ one(odd: 1) { name } }', ['odd']],
    ['{ ...F } fragment F on Query { one(ids: [{}]) { name } }', ['ids']],
    ['{ one { odd } }', []],
    ['mutation { make { name } }', []],
  ])('of a value in the text: %s', (query, field) => expect(refused(query)).toEqual(['QUERY_INVALID', field]));

  it.each<[variables: Record<string, unknown>, field: string[]]>([
    [{}, ['input']],
    [{ input: null }, ['input']],
    [{ input: 'x' }, ['input']],
    [{ input: { id: '1', times: 'x' } }, ['input', 'times']],
    [{ input: { id: '1', grants: [{ kind: 'A' }, { kind: 'C' }] } }, ['input', 'grants', '1', 'kind']],
    [{ input: { id: '1', grants: [{ kind: 'A', until: 5 }] } }, ['input', 'grants', '0', 'until']],
    [{ input: { id: '1' }, on: 5 }, ['on']],
    [{ input: { id: 'a\0' } }, ['input', 'id']],
    [{ input: { id: '1', ['x'.repeat(1_000)]: '\0' } }, ['input']],
  ])('of a value in a variable: %j', (variables, field) =>
    expect(refused('mutation ($input: Input!, $on: Date) { make(input: $input) { at(on: $on) } }', variables)).toEqual([
      'VARIABLE_INVALID',
      field,
    ]),
  );

  it('is none where the operation as a whole is at fault', () => {
    expect(refused('{ one(')).toEqual(['QUERY_MALFORMED', []]);
    expect(refused(`{ ${'one { at '.repeat(14)}${'} '.repeat(14)} }`)[1]).toEqual([]);
  });
});
