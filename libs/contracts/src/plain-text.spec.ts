import { line, prose } from './index.js';

const unseen = (schema: ReturnType<typeof line>, text: string) =>
  schema.safeParse(text).error?.issues.map((issue) => 'params' in issue && issue.params);

describe('a text in one line', () => {
  it.each(['欧阳晓明', 'Ann Lee', '𠮷田', 'می‌خواهم', '👨‍👩‍👧', '+86 138-0000-1234', ' x '])('may be %j', (text) =>
    expect(line(20).parse(text)).toBe(text.trim()),
  );

  it.each([
    ['a\0b', 'U+0000'],
    ['a\nb', 'U+000A'],
    ['a\tb', 'U+0009'],
    ['a\u007fb', 'U+007F'],
    ['a\u009fb', 'U+009F'],
    ['a\u2028b', 'U+2028'],
    ['a\u200fb', 'U+200F'],
    ['a\u202eb', 'U+202E'],
    ['a\u2066b', 'U+2066'],
    ['a\u061cb', 'U+061C'],
    ['a\ud800b', 'U+D800'],
  ])('may not be %j, which holds %s', (text, character) =>
    expect(unseen(line(20), text)).toEqual([{ unseen: character }]),
  );
});

describe('free text', () => {
  it.each(['一\n二\r\n\t三', 'سلام\u200f', '👨‍👩‍👧', ''])('may be %j', (text) => expect(prose(20).parse(text)).toBe(text));

  it.each([
    ['a\0b', 'U+0000'],
    ['a\u001bb', 'U+001B'],
    ['a\u0085b', 'U+0085'],
    ['a\u202eb', 'U+202E'],
    ['a\udc00b', 'U+DC00'],
  ])('may not be %j, which holds %s', (text, character) =>
    expect(unseen(prose(20), text)).toEqual([{ unseen: character }]),
  );
});
