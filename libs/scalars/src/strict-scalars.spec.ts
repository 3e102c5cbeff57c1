import { buildSchema, graphqlSync } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { parse } from 'graphql';
import { isText, strictScalars } from './index.js';

const schema = strictScalars(
  buildSchema(`
    scalar Date
    scalar Instant
    scalar Position
    scalar _Any
    input Window { from: Date, until: [Instant!] }
    type Query { day(date: Date, at: Instant, atLeast: Position, in: Window, dates: [Date!], refs: [_Any!]): String }
  `),
);
schema.getQueryType()!.getFields()['day']!.resolve = (_, args) => JSON.stringify(args);

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('scalars', () => {
  it.each([
    ['date: "2026-03-02", at: "x", atLeast: ""', { date: '2026-03-02', at: 'x', atLeast: '' }],
    ['date: null, dates: ["2026-03-02"]', { date: null, dates: ['2026-03-02'] }],
    ['dates: "2026-03-02"', { dates: ['2026-03-02'] }],
    ['in: { from: "2026-03-02", until: ["x"] }', { in: { from: '2026-03-02', until: ['x'] } }],
    ['refs: [{ __typename: "Client", id: "C1" }]', { refs: [{ __typename: 'Client', id: 'C1' }] }],
  ])('take texts: %s', (args, taken) => {
    expect(graphqlSync({ schema, source: `{ day(${args}) }` })).toEqual({ data: { day: JSON.stringify(taken) } });
  });

  it.each([
    'date: 5',
    'date: true',
    'date: ["2026-03-02"]',
    'date: { a: "2026-03-02" }',
    'date: TODAY',
    'at: 1.5',
    'atLeast: 5',
    'atLeast: [[]]',
    'in: { from: 5 }',
    'in: { until: [[]] }',
    'dates: [["2026-03-02"]]',
    'refs: ["Client"]',
    'refs: [5]',
    'refs: [{ __typename: "Client" }]',
    'refs: [{ __typename: "Client", id: 5 }]',
    'refs: [{ __typename: ["Client"], id: "C1" }]',
  ])('take nothing else in a query: %s', (args) => {
    const { data, errors } = graphqlSync({ schema, source: `{ day(${args}) }` });
    expect([data, errors?.length]).toEqual([undefined, 1]);
    // Where it stands, so that the answer can name the argument.
    const [value] = errors![0]!.nodes ?? [];
    expect([
      `day(${args})`.includes(value?.loc?.source.body.slice(value.loc.start, value.loc.end) ?? '?'),
      value?.kind,
    ]).toEqual([true, expect.stringMatching(/Value$/)]);
  });

  describe.each(['read', 'compiled'])('in a query that is %s', (how) => {
    const source =
      'query ($date: Date, $at: Instant, $atLeast: Position, $in: Window, $dates: [Date!], $refs: [_Any!]) { day(date: $date, at: $at, atLeast: $atLeast, in: $in, dates: $dates, refs: $refs) }';
    const compiled = compileQuery(schema, parse(source));
    if (!isCompiledQuery(compiled)) throw new Error('not compiled');
    const answer = (variableValues: Record<string, unknown>) =>
      (how === 'read' ? graphqlSync({ schema, source, variableValues }) : compiled.query({}, {}, variableValues)) as {
        data?: { day: string };
        errors?: readonly Error[];
      };

    it('take texts as variables', () =>
      expect(answer({ date: '2026-03-02' }).data).toEqual({ day: '{"date":"2026-03-02"}' }));

    it.each([
      { date: 20260302 },
      { date: false },
      { date: ['2026-03-02'] },
      { date: nested(100_000) },
      { at: { toString: '2026-03-02' } },
      { atLeast: 5 },
      { atLeast: nested(100_000) },
      { in: { from: nested(100_000) } },
      { in: nested(100_000) },
      { dates: nested(100_000) },
      { dates: [['2026-03-02']] },
      { refs: nested(100_000) },
      { refs: [{ __typename: 'Client', id: nested(100_000) }] },
    ])('take nothing else as variables', (variables) => {
      const { data, errors } = answer(variables);
      expect([data ?? null, errors?.length]).toEqual([null, 1]);
      expect(errors![0]!.message.length).toBeLessThan(400);
    });
  });
});

describe('text', () => {
  it.each(['', 'abc', '欧阳', '𠮷', '\n\t', '\u202e'])('%j is one', (text) => expect(isText(text)).toBe(true));
  it.each(['\0', 'a\0b', '\ud800', 'x\udfff', '\udc00\ud800'])('%j is none', (text) =>
    expect(isText(text)).toBe(false),
  );
});
