import { titlesOf } from './titles.js';

/** The titles of a spec as the page has them, two blanks for each that they stand below. */
const told = (source: string) => titlesOf('a.spec.ts', source).map(({ text, depth }) => '  '.repeat(depth) + text);

describe('the titles of a spec', () => {
  it('stand as they nest, with the keys of tables of rules', () =>
    expect(
      told("describe('a plan', () => { specify(planDecider, { 'is drawn': {}, once: {} }); it('ends', () => {}); });"),
    ).toEqual(['a plan', '  is drawn', '  once', '  ends']));

  it('are those of each row of a list', () => {
    expect(told("it.each([['a', 1], ['b', -2]])('%s is %i', () => {});")).toEqual(['a is 1', 'b is -2']);
    expect(told("const NAMES = ['a', x()] as const; it.each(NAMES)('%s is none: %s', () => {});")).toEqual([
      'a is none: …',
      '… is none: …',
    ]);
  });

  it('are those of each entry of an object', () => {
    const cases = "const more = { c: 3 }; const cases = { 'a b': 1, ...more };";
    expect(told(`${cases} it.each(Object.entries(cases))('%s is %i', () => {});`)).toEqual(['a b is 1', 'c is 3']);
    expect(told(`${cases} for (const [title, { then }] of Object.entries(cases)) it(title, () => then);`)).toEqual([
      'a b',
      'c',
    ]);
  });

  it('are those of each turn of a loop', () =>
    expect(
      told(
        "const ROWS = [[{ code: 'A' }, 'x'], [{ ...y }, z]]; for (const [{ code }, at] of ROWS) it(`${code}: at ${at}`);",
      ),
    ).toEqual(['A: at x', '…: at …']));

  it('stand below each row of a table of describes', () =>
    expect(told("describe.each(['a', 'b'])('on %s', (log) => { it('ends', () => {}); it(`of ${log}`); });")).toEqual([
      'on a',
      '  ends',
      '  of a',
      'on b',
      '  ends',
      '  of b',
    ]));

  it('of which only a run could tell are left out, or told once', () => {
    expect(told("for (const title of titlesOf(x)) it(title, () => {}); it.each(y)('%s, too', () => {});")).toEqual([
      '…, too',
    ]);
    expect(told("const title = (name) => it(name); expect(/a/.test('b'));")).toEqual([]);
  });

  it('say texts in quotes where the run does, and hold no character that nobody sees', () =>
    expect(
      told(String.raw`it.each(['a\u0000', 'b\nc', '\u202Ed', '', 1])('%j, %s', () => {}); it('e\u0007');`),
    ).toEqual([
      String.raw`"a\u0000", …`,
      String.raw`"b\nc", …`,
      String.raw`"\u202ed", …`,
      '"", …',
      '1, …',
      String.raw`e\u0007`,
    ]));
});
