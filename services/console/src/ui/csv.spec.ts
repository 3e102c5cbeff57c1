import { csvCell, csvOf } from './csv.js';

describe('a cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', ' =1', '＝1', "'=1"])(
    'that would be a formula is defused: %j',
    (text) => expect(csvCell(text).replace(/^"/, '')[0]).toBe("'"),
  );
  it('keeps commas, quotes and line breaks inside quotes', () => expect(csvCell('a,"b"\nc')).toBe('"a,""b""\nc"'));
  it('holds a number as it is, also below zero, and nothing for none', () =>
    expect([csvCell(-3), csvCell(0.25), csvCell(null), csvCell('北京分行')]).toEqual(['-3', '0.25', '', '北京分行']));
});

describe('a file', () => {
  it('begins with the mark of UTF-8 and ends each line as RFC 4180 has it', () =>
    expect(
      csvOf([
        ['a', 1],
        ['=b', null],
      ]),
    ).toBe("\uFEFFa,1\r\n'=b,\r\n"));
});
