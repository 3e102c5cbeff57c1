import fc from 'fast-check';
import {
  type Connection,
  connection,
  type CursorKey,
  decodeCursor,
  encodeCursor,
  isMoment,
  pageSize,
} from './connection.js';
import { QueryRefused } from './query-refused.js';

describe('connections', () => {
  it('walk a list page by page without a gap or a repeat, whatever the page size', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 10 }), (values, first) => {
        const rows = values.sort((a, b) => a - b);
        const seen: number[] = [];
        for (let after: string | null = null, more = true; more;) {
          const [from] = (decodeCursor(after, 1) ?? [-Infinity]) as [number];
          const page: Connection<number> = connection(
            rows.filter((row) => row > from).slice(0, first + 1),
            { first, after },
            (row) => [row],
          );
          expect(page.pageInfo).toMatchObject({
            hasPreviousPage: after !== null,
            startCursor: page.edges[0]?.cursor ?? null,
          });
          seen.push(...page.edges.map(({ node }) => node));
          ({ hasNextPage: more, endCursor: after } = page.pageInfo);
        }
        expect(seen).toEqual(rows);
      }),
    );
  });

  it('go on from where a search stopped that has not filled its page, and from the last entry of a full one', () => {
    const page = (rows: number[]) =>
      connection(rows, { first: 2, after: null }, (row) => [row], undefined, [99]).pageInfo;
    expect(page([])).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: encodeCursor([99]),
    });
    expect(page([1, 2])).toMatchObject({ hasNextPage: true, endCursor: encodeCursor([99]) });
    expect(page([1, 2, 3])).toMatchObject({ hasNextPage: true, endCursor: encodeCursor([2]) });
  });

  it('carry any key in a cursor', () => {
    const part = fc.oneof(
      fc.string().filter((text) => !text.includes('\0')),
      fc.integer(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (key) =>
        expect(decodeCursor(encodeCursor(key as CursorKey), key.length)).toEqual(key),
      ),
    );
  });

  it.each([
    '',
    'rubbish',
    encodeCursor(['a']),
    encodeCursor(['a', 1, 'c']),
    Buffer.from('{"a":1}').toString('base64url'),
    Buffer.from('[["x"],1]').toString('base64url'),
    encodeCursor(['a\0b', 1]),
    Buffer.from('["\\ud800",1]').toString('base64url'),
    Buffer.from('["a",1e300]').toString('base64url'),
  ])('refuse %p as a cursor of two parts', (after) =>
    expect(() => decodeCursor(after, 2)).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID', field: ['after'] })),
  );

  it.each([8e15, -8e15, 1e300, Number.NaN, '1', null])('take %p for no moment', (part) =>
    expect(isMoment(part)).toBe(false),
  );
  it.each([0, -1, 1772409600000.5])('take %p for a moment', (part) => expect(isMoment(part)).toBe(true));

  it.each([1, 100])('take %d as a page size', (first) => expect(pageSize(first, 20)).toBe(first));
  it.each([0, -1, 101, 1.5, Number.NaN])('refuse %d as a page size', (first) =>
    expect(() => pageSize(first, 20)).toThrow(QueryRefused),
  );
  it.each([null, undefined])('take the default for %p', (first) => expect(pageSize(first, 20)).toBe(20));
});
