import { buildSchema } from 'graphql';
import { DEFAULT_LIMITS } from './limits.js';
import { OperationReader } from './operation-reader.js';
import { OperationRefused } from './refused.js';

const schema = buildSchema(
  'type Query { a(text: String): String b: String list: Thing } type Thing { c(text: String): String list: Thing }',
);
/** Answers the names of the root fields, and counts how often a text was read. */
function reader() {
  const read: string[] = [];
  const operations = new OperationReader(schema, DEFAULT_LIMITS, {
    make: ({ definition, selection }) => {
      read.push(definition.name?.value ?? '');
      return selection.fields.map(({ name }) => name).join();
    },
  });
  const answer = (query: string, operationName?: string): string => {
    try {
      return operations.get(query, operationName);
    } catch (error) {
      if (error instanceof OperationRefused) return error.code;
      throw error;
    }
  };
  return { answer, read };
}

describe('an operation is known by its text and its name, both the caller’s own', () => {
  const two = 'query A { a } query B { b }';
  it.each<[string, readonly [string, string?], string, readonly [string, string?], string]>([
    ['a name before a text', [`A\n${two}`], 'QUERY_MALFORMED', [two, 'A'], 'a'],
    ['a name that goes on in the text', [`#\n${two}`, 'A'], 'a', [two, 'A#\n'], 'OPERATION_UNKNOWN'],
    [
      'a name that holds the beginning of a text',
      ['b }', 'A\n{ '],
      'QUERY_MALFORMED',
      ['{ b }', 'A\n'],
      'OPERATION_UNKNOWN',
    ],
    ['a name that looks like a length', ['1:A{ a }'], 'QUERY_MALFORMED', ['query A { a }', 'A'], 'a'],
    ['no name and one of nothing but digits', ['{ a }'], 'a', ['{ a }', '0:'], 'OPERATION_UNKNOWN'],
    ['two names of one text', [two, 'A'], 'a', [two, 'B'], 'b'],
  ])('%s', (_, first, answerOfFirst, second, answerOfSecond) => {
    const both = [
      [first, answerOfFirst],
      [second, answerOfSecond],
    ] as const;
    for (const asked of [both, [both[1], both[0]]]) {
      const { answer } = reader();
      for (const [[query, name], expected] of [...asked, ...asked]) expect(answer(query, name)).toBe(expected);
    }
  });
});

describe('what has been read', () => {
  it('is read once', () => {
    const { answer, read } = reader();
    for (let i = 0; i < 3; i++) answer('query One { a }');
    expect(read).toEqual(['One']);
  });

  it('is kept as far as the memory that it takes allows, not by the length of its text', () => {
    const { answer, read } = reader();
    const long = 'x'.repeat(25_000);
    const unfolds = (at: number) =>
      `query Q${at} { ${Array.from({ length: 20 }, (_, i) => `r${i}: list { ...F }`).join(' ')} } fragment F on Thing { c(text: "${long}") }`;
    answer('query First { a }');
    for (let at = 0; at < 100; at++) answer(unfolds(at));
    answer('query First { a }');
    expect(read.filter((name) => name === 'First')).toHaveLength(2);
  });

  it('stays while others are few', () => {
    const { answer, read } = reader();
    answer('query First { a }');
    for (let at = 0; at < 1_000; at++) answer(`query Q${at} { a b }`);
    answer('query First { a }');
    expect(read.filter((name) => name === 'First')).toHaveLength(1);
  });

  it('does not give way to a name longer than any text', () => {
    const { answer, read } = reader();
    answer('query First { a }');
    for (let at = 0; at < 100; at++) expect(answer('{ a }', `${at}${'n'.repeat(1_000_000)}`)).toBe('OPERATION_UNKNOWN');
    answer('query First { a }');
    expect(read).toEqual(['First']);
  });
});
