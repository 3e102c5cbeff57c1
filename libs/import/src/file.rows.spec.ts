import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { choice, date, id, instant, listOf, note, optional, required, text, wholeNumber } from './cells.js';
import { CsvReader } from './csv.reader.js';
import { csvLine, inertCell, plainCell } from './csv.writer.js';
import { FileRefused, type FileRow, readRows, type FileFormat } from './file.rows.js';
import { jsonMembers } from './json.members.js';
import { NdjsonReader } from './ndjson.reader.js';

const columns = {
  client_id: required(id),
  name: required(note(20)),
  tier: optional(choice(['STANDARD', 'GOLD'])),
  born: optional(date),
  seen: optional(instant),
  times: optional(wholeNumber(0, 366)),
  interests: listOf(text(10), 3),
};

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

interface Outcome {
  readonly rows: readonly {
    line: number;
    fault?: { code: string; field: readonly string[] };
    values?: Record<string, unknown>;
  }[];
  readonly unknown: readonly string[];
  readonly header: readonly string[];
}

async function readAll(
  bytes: Uint8Array | string,
  { format = 'csv' as FileFormat, encoding = 'utf-8', size = 7 } = {},
): Promise<Outcome> {
  const unknown: string[] = [];
  const header: string[] = [];
  const seen = {
    header: (names: readonly string[]) => void header.push(...names),
    unknown: (name: string) => void unknown.push(name),
  };
  const rows: FileRow[] = [];
  const source = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  for await (const some of readRows(pieces(source, size), { format, encoding, columns, seen })) rows.push(...some);
  return { rows: rows.map(({ original: _, ...row }) => row), unknown, header };
}

const nothing = { tier: null, born: null, seen: null, times: null, interests: null };
const good = 'client_id,name\nC1,王芳\n';
const taken = [{ line: 2, values: { client_id: 'C1', name: '王芳', ...nothing } }];

describe('a file is read', () => {
  it.each<[string, Uint8Array | string, string]>([
    ['with LF', good, 'utf-8'],
    ['with CRLF', good.replaceAll('\n', '\r\n'), 'utf-8'],
    ['with a byte order mark', `\uFEFF${good}`, 'utf-8'],
    ['with a byte order mark whatever encoding is named', `\uFEFF${good}`, 'gb18030'],
    ['in gb18030', Buffer.from('636c69656e745f69642c6e616d650a43312ccdf5b7bc0a', 'hex'), 'gb18030'],
    [
      'in gb18030 with a mark',
      Buffer.from('84319533' + '22636c69656e745f6964222c6e616d650a43312ccdf5b7bc0a', 'hex'),
      'gb18030',
    ],
    ['in UTF-16 as its mark says', Buffer.from(`\uFEFF${good}`, 'utf16le'), 'utf-8'],
    ['without a last line break', good.trimEnd(), 'utf-8'],
    ['with columns in another order', 'name,client_id\n王芳,C1\n', 'utf-8'],
    [
      'with quoted cells and spaces around',
      '"client_id", Name \n"C1", "王芳"\n'.replace(', "王芳"', ',"王芳 "'),
      'utf-8',
    ],
  ])('%s', async (_title, bytes, encoding) => {
    for (const size of [1, 2, 3, 1000]) expect((await readAll(bytes, { encoding, size })).rows).toEqual(taken);
  });

  it('spells a moment as it is to be kept', async () => {
    const { rows } = await readAll(
      'client_id,name,seen\nC1,a,2026-03-02T10:00:00.000+08:00\nC2,b,2026-03-02T10:00:00.1234567-00:00\n',
    );
    expect(rows.map(({ values }) => values?.['seen'])).toEqual([
      '2026-03-02T10:00:00+08:00',
      '2026-03-02T10:00:00.123456Z',
    ]);
  });

  it('reports an unknown column once and ignores it', async () => {
    const { rows, unknown, header } = await readAll('client_id,colour,name\nC1,red,王芳\nC2,blue,李强\n');
    expect(unknown).toEqual(['colour']);
    expect(header).toEqual(['client_id', 'colour', 'name']);
    expect(rows.map((row) => row.values?.['name'])).toEqual(['王芳', '李强']);
  });

  it('passes over the columns that a rejects file adds', async () => {
    const { rows, unknown } = await readAll('line,field,code,message,client_id,name\n7,name,VALUE_MISSING,…,C1,王芳\n');
    expect(unknown).toEqual([]);
    expect(rows).toEqual(taken);
  });

  it('keeps quoted line breaks, doubled quotes and the line a row starts on', async () => {
    const { rows } = await readAll('client_id,name\nC1,"a ""b""\nc,d"\n\nC2,x\n');
    expect(rows.map(({ line, values }) => [line, values?.['name']])).toEqual([
      [2, 'a "b"\nc,d'],
      [5, 'x'],
    ]);
  });

  it('splits lists inside a cell', async () => {
    const { rows } = await readAll('client_id,name,interests\nC1,王芳,钓鱼; 书法;\n');
    expect(rows[0]?.values?.['interests']).toEqual(['钓鱼', '书法']);
  });

  it('reads NDJSON with the same names', async () => {
    const lines =
      '{"name":"王芳","client_id":"C1","times":12,"interests":["钓鱼","书法"],"colour":1}\n\n{"name":"李强","client_id":"C2","tier":null,"colour":2}';
    const { rows, unknown, header } = await readAll(lines, { format: 'ndjson' });
    expect(rows).toEqual([
      { line: 1, values: { client_id: 'C1', name: '王芳', ...nothing, times: 12, interests: ['钓鱼', '书法'] } },
      { line: 3, values: { client_id: 'C2', name: '李强', ...nothing } },
    ]);
    expect(unknown).toEqual(['colour']);
    expect(header).toEqual(Object.keys(columns));
  });
});

describe('a bad row is a fault of its own and never stops the others', () => {
  const header = 'client_id,name,tier,born,seen,times,interests';
  it.each<[string, string, string]>([
    ['VALUE_MISSING', 'name', 'C1,,,,,,'],
    ['ID_MALFORMED', 'client_id', 'C 1,a,,,,,'],
    ['CHOICE_UNKNOWN', 'tier', 'C1,a,SILVER,,,,'],
    ['DATE_MALFORMED', 'born', 'C1,a,,2026-02-30,,,'],
    ['INSTANT_MALFORMED', 'seen', 'C1,a,,,2026-03-02T10:00:00,,'],
    ['INSTANT_MALFORMED', 'seen', 'C1,a,,,2026-02-30T10:00:00+08:00,,'],
    ['INSTANT_MALFORMED', 'seen', 'C1,a,,,2026-03-02T10:00:00+16:00,,'],
    ['INSTANT_MALFORMED', 'seen', 'C1,a,,,2026-03-02T10:00:00.1234567890+08:00,,'],
    ['DATE_OUTSIDE_CALENDAR', 'seen', 'C1,a,,,1999-03-02T10:00:00+08:00,,'],
    ['DATE_MALFORMED', 'born', 'C1,a,,0000-01-01,,,'],
    ['TEXT_NOT_PLAIN', 'name', 'C1,a\u001bb,,,,,'],
    ['TEXT_NOT_PLAIN', 'interests', 'C1,a,,,,,书\u202e法'],
    ['TEXT_NOT_PLAIN', 'interests', 'C1,a,,,,,书\t法'],
    ['NUMBER_MALFORMED', 'times', 'C1,a,,,,367,'],
    ['NUMBER_MALFORMED', 'times', 'C1,a,,,,1.5,'],
    ['TEXT_TOO_LONG', 'name', `C1,${'a'.repeat(21)},,,,,`],
    ['LIST_TOO_LONG', 'interests', 'C1,a,,,,,a;b;c;d'],
    ['CELL_COUNT', '', 'C1,a,,'],
    ['CELL_COUNT', '', 'C1,a,,,,,,'],
    ['QUOTE_MALFORMED', '', 'C1,"a"b,,,,,'],
    ['QUOTE_MALFORMED', '', 'C1,"a,,,,,'],
    ['QUOTE_MALFORMED', '', 'C1, "丁",,,,,'],
    ['QUOTE_MALFORMED', '', 'C1,\u3000"a,b",,,,,'],
    ['QUOTE_MALFORMED', '', ' "C1",a,,,,,'],
    ['QUOTE_MALFORMED', '', 'C1,"a" ,,,,,'],
    ['CELL_MALFORMED', 'interests', 'C1,a,,,,,[1]'],
    ['HEADER_AGAIN', '', header],
    ['HEADER_AGAIN', '', `\uFEFF${header.toUpperCase()}`],
  ])('%s %s', async (code, field, row) => {
    const { rows } = await readAll(`${header}\nA,first,,,,,\n${row}\nB,"last",,,,,\n`);
    expect(rows.map((each) => each.fault?.code ?? each.values?.['client_id'])).toEqual(['A', code, 'B']);
    expect(rows[1]).toMatchObject({ line: 3, fault: { field: field === '' ? [] : [field] } });
  });

  it('TEXT_UNREADABLE: a file in another encoding than named', async () => {
    const bytes = Buffer.concat([
      Buffer.from('client_id,name\nC1,'),
      Buffer.from('cdf5b7bc', 'hex'),
      Buffer.from('\nC2,b\n'),
    ]);
    const { rows } = await readAll(bytes);
    expect(rows.map((row) => row.fault?.code)).toEqual(['TEXT_UNREADABLE', undefined]);
  });

  it.each([
    ['csv', 'client_id,name\nC1,a\0b\nC2,b\n'],
    ['ndjson', '{"client_id":"C1","name":"a\\u0000b"}\n{"client_id":"C2","name":"b"}\n'],
    ['ndjson', '{"client_id":"C1","name":"a\\ud800b"}\n{"client_id":"C2","name":"b"}\n'],
  ] as const)('TEXT_UNREADABLE: a character that no text has, in %s', async (format, file) => {
    const { rows } = await readAll(file, { format });
    expect(rows.map((row) => row.fault?.code)).toEqual(['TEXT_UNREADABLE', undefined]);
  });

  it.each([1, 7, 65_536])('TEXT_UNREADABLE: takes no other row with it, in pieces of %i bytes', async (size) => {
    const { rows } = await readAll('client_id,name\nC1,a\nC2,b\0\nC3,c\nC4,\uFFFD\nC5,e\n', { size });
    const codes = [undefined, 'TEXT_UNREADABLE', undefined, 'TEXT_UNREADABLE', undefined];
    expect(rows.map((row) => row.fault?.code)).toEqual(codes);
  });

  it('ROW_TOO_LARGE: a line without end', async () => {
    const { rows } = await readAll(`client_id,name\nA,a\nB,${'b'.repeat(3_000_000)}\nC,c\n`, { size: 65_536 });
    expect(rows.map((row) => [row.line, row.fault?.code])).toEqual([
      [2, undefined],
      [3, 'ROW_TOO_LARGE'],
      [4, undefined],
    ]);
  });

  it('QUOTE_MALFORMED: a quote that is never closed takes its own line only', async () => {
    const others = Array.from({ length: 50_000 }, (_, i) => `C${i},some name\n`).join('');
    const { rows } = await readAll(`client_id,name\nA,"a\n${others}`, { size: 65_536 });
    expect(rows.filter((row) => row.fault)).toHaveLength(1);
    expect(rows).toHaveLength(50_001);
  });

  it.each<[string, string, string]>([
    ['JSON_MALFORMED', '', '{"client_id":'],
    ['JSON_MALFORMED', '', '["C1"]'],
    ['CELL_MALFORMED', 'interests', '{"client_id":"C1","name":"a","interests":{"a":1}}'],
    ['VALUE_MISSING', 'name', '{"client_id":"C1"}'],
    ['CELL_MALFORMED', 'name', `{"client_id":"C1","name":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    [
      'CELL_MALFORMED',
      'tier',
      `{"client_id":"C1","name":"a","tier":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
    ],
    ['NUMBER_UNCLEAR', 'client_id', '{"client_id":1.0,"name":"a"}'],
    ['NUMBER_UNCLEAR', 'client_id', '{"client_id":6.22202123456789012e17,"name":"a"}'],
    ['NUMBER_UNCLEAR', 'client_id', '{"client_id":-0,"name":"a"}'],
    ['NUMBER_UNCLEAR', 'interests', '{"client_id":"C1","name":"a","interests":0.10}'],
    ['NUMBER_MALFORMED', 'times', '{"client_id":"C1","name":"a","times":365.0000000000000001}'],
    ['NUMBER_MALFORMED', 'times', '{"client_id":"C1","name":"a","times":1e999}'],
    ['NAME_TWICE', 'client_id', '{"client_id":"C1","name":"a","client_id":"C2"}'],
    ['NAME_TWICE', 'name', '{"client_id":"C1","name":"a","\\u006eame":"b"}'],
    ['ROW_TOO_LARGE', '', `{"client_id":"C1","name":"${'a'.repeat(1_100_000)}"}`],
  ])('NDJSON %s %s', async (code, field, row) => {
    const around = (name: string) => `{"client_id":"${name}","name":"${name}"}`;
    const { rows } = await readAll(`${around('A')}\n${row}\n${around('B')}\n`, { format: 'ndjson', size: 65_536 });
    expect(rows.map((each) => each.fault?.code ?? each.values?.['client_id'])).toEqual(['A', code, 'B']);
    expect(rows[1]).toMatchObject({ line: 2, fault: { field: field === '' ? [] : [field] } });
  });
});

describe('a JSON number', () => {
  it('is taken in its own spelling, so that no id becomes its neighbour', async () => {
    const ids = ['622202123456789012', '622202123456789013', '-12', '0', '9007199254740993', `${'9'.repeat(64)}`];
    const { rows } = await readAll(ids.map((each) => `{"client_id":${each},"name":${each.slice(0, 20)}}`).join('\n'), {
      format: 'ndjson',
    });
    expect(rows.map((row) => row.values?.['client_id'])).toEqual(ids);
    expect(rows.map((row) => row.values?.['name'])).toEqual(ids.map((each) => each.slice(0, 20)));
  });

  it('may be spelled as it likes where a number is asked for', async () => {
    const { rows } = await readAll('{"client_id":"C1","name":"a","times":12.0}', { format: 'ndjson' });
    expect(rows[0]!.values).toMatchObject({ times: 12 });
  });
});

describe('the members of a JSON object', () => {
  it('are those that JSON.parse finds, whatever blanks and escapes are used', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', '\\', '{', '}', '[', ']', ',', ':', '王', '\n', ' ', '\u0000'),
    });
    const value = fc.oneof(
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(text),
      fc.dictionary(text, fc.array(text)),
    );
    fc.assert(
      fc.property(fc.dictionary(text, value), fc.constantFrom(undefined, 1, '\t'), (object, indent) => {
        const row = JSON.stringify(object, null, indent).replaceAll('\n', ' ');
        const members = jsonMembers(row)!;
        expect(Object.fromEntries(members.map(({ name, source }) => [name, JSON.parse(source) as unknown]))).toEqual(
          object,
        );
      }),
    );
  });

  it.each(['', ' ', '[]', '"a"', '1', 'null', '{', '{"a":1}}', '{"a" 1}', '\uFEFF{}'])('are none of %j', (text) => {
    expect(jsonMembers(text)).toBeUndefined();
  });
});

describe('a nested JSON value', () => {
  const file = (more: string) => `{"client_id":"C1","name":"a"${more}}\n{"client_id":"C2","name":"b"}\n`;

  it('in a column that nobody knows is no fault: it is reported once and ignored, whatever its name', async () => {
    const { rows, unknown } = await readAll(file(',"address":{"city":"北京"},"a\\u0000b":[[1]],"constructor":{}'), {
      format: 'ndjson',
    });
    expect(rows.map((row) => row.fault?.code)).toEqual([undefined, undefined]);
    expect(unknown).toEqual(['address', 'a\0b', 'constructor']);
  });

  it('in a known column is refused, and the row given back as the line that it was', async () => {
    const seen = { header: () => undefined, unknown: () => undefined };
    const text = file(',"tier":{"code":"GOLD"},"interests":["书法","钓鱼"]');
    const bytes = pieces(Buffer.from(text), 1000);
    const { value: rows } = await readRows(bytes, { format: 'ndjson', encoding: 'utf-8', columns, seen }).next();
    expect(rows![0]!.fault).toMatchObject({ code: 'CELL_MALFORMED', field: ['tier'] });
    expect(rows![0]!.original()).toEqual({ cells: {}, text: text.split('\n')[0] });
  });
});

describe('a rejects file gives back what came', () => {
  const header = Object.keys(columns);
  /** What a row was, written as a rejects file does and read again. */
  async function again(row: FileRow): Promise<FileRow> {
    const { cells, text: line = '' } = row.original();
    const lines = [
      ['line', 'field', 'code', 'message', ...header, 'text'],
      ['2', '', 'X', 'x', ...header.map((name) => cells[name] ?? ''), line],
    ].map((each) => csvLine(each.map(inertCell)));
    return first(`\uFEFF${lines.join('\n')}\n`, 'csv');
  }
  async function first(file: string, format: FileFormat): Promise<FileRow> {
    const seen = { header: () => undefined, unknown: () => undefined };
    const rows: FileRow[] = [];
    for await (const some of readRows(pieces(Buffer.from(file), 65_536), { format, encoding: 'utf-8', columns, seen }))
      rows.push(...some);
    return rows[0]!;
  }
  const outcome = (row: FileRow) => (row.fault ? row.fault.code : row.values);

  it.each<[string, FileFormat, string]>([
    ['a list entry with a semicolon', 'ndjson', '{"client_id":"C1","name":"a","interests":["a;b"," c ","d"]}'],
    ['a list entry that looks like a list', 'ndjson', '{"client_id":"C1","name":"a","interests":["[\\"x\\"]"]}'],
    ['a list in a CSV cell', 'csv', 'client_id,name,interests\nC1,a,"[""a;b"",""c""]"\n'],
    ['a number', 'ndjson', '{"client_id":622202123456789012,"name":-1,"times":1}'],
    ['a formula', 'csv', 'client_id,name\nC1,=HYPERLINK(1)\n'],
    ['an apostrophe before a formula', 'csv', "client_id,name\nC1,''=1+1\n"],
  ])('%s', async (_title, format, file) => {
    const row = await first(file, format);
    expect(row.fault).toBeUndefined();
    expect(outcome(await again(row))).toEqual(outcome(row));
  });

  it.each<[string, FileFormat, string]>([
    ['too many cells', 'csv', 'client_id,name\nC1,王,芳\n'],
    ['a quote that is not closed', 'csv', 'client_id,name\nC1,"a\n'],
    ['a line that is no JSON', 'ndjson', '{"client_id":"C1"'],
    ['an object for a text', 'ndjson', '{"client_id":"C1","name":{"a":1}}'],
    ['a number that is no id', 'ndjson', '{"client_id":1.0,"name":"a"}'],
    ['a name twice', 'ndjson', '{"client_id":"C1","name":"a","name":"b"}'],
    ['the header', 'csv', 'client_id,name\nclient_id,name\n'],
    ['a text too long', 'csv', `client_id,name\nC1,${'a'.repeat(21)}\n`],
  ])('%s, and as long as it is not mended it is rejected again', async (_title, format, file) => {
    const row = await first(file, format);
    expect(row.fault).toBeDefined();
    expect((await again(row)).fault).toBeDefined();
  });

  it('with its text quoted as CSV where the cells could not be told apart', async () => {
    expect((await first('client_id,name\nC1,"a,b","c ""d"""\n', 'csv')).original()).toEqual({
      cells: {},
      text: 'C1,"a,b","c ""d"""',
    });
  });

  it('whatever texts it has', async () => {
    const piece = fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', ' ', ';', '[', '"', ',', 'a', '王');
    const entry = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(entry, fc.array(entry, { maxLength: 3 }), async (name, interests) => {
        const row = await first(JSON.stringify({ client_id: 'C1', name, interests }), 'ndjson');
        fc.pre(!row.fault);
        expect(outcome(await again(row))).toEqual(outcome(row));
      }),
    );
  });

  it('no cell of which a spreadsheet computes', () => {
    const piece = fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＠', ' ', 'a');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (parts) => {
        const cell = parts.join('');
        expect(inertCell(cell)).not.toMatch(/^[\t\r\n]|^\s*[=+\-@＝＠]/);
        expect(plainCell(inertCell(cell))).toBe(cell);
      }),
    );
  });

  it('a file that is no rejects file keeps its apostrophes', async () => {
    expect(outcome(await first("client_id,name\nC1,'=1\n", 'csv'))).toMatchObject({ name: "'=1" });
  });
});

describe('a file that cannot be read at all is refused', () => {
  it.each<[string, string, FileFormat]>([
    ['FILE_EMPTY', '', 'csv'],
    ['FILE_EMPTY', '', 'ndjson'],
    ['COLUMN_MISSING', 'client_id,tier\nC1,GOLD\n', 'csv'],
    ['COLUMN_TWICE', 'client_id,name,name\nC1,a,b\n', 'csv'],
    ['QUOTE_MALFORMED', '"client_id,name\nC1,a\n', 'csv'],
  ])('%s', async (code, bytes, format) => {
    const reading = readAll(bytes, { format });
    await expect(reading).rejects.toBeInstanceOf(FileRefused);
    await expect(reading).rejects.toMatchObject({ rejection: { code } });
  });
});

describe('properties', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '王', '"', ',', '\n', '\r\n', ' ', ';', '𠮷') });
  const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;

  it.each([
    ['CSV', (max: number) => new CsvReader(max)],
    ['NDJSON', (max: number) => new NdjsonReader(max)],
  ])('which rows are too large does not depend on how the text is cut: %s', (_format, reader) => {
    const piece = fc.constantFrom('C1,', '"', '""', ',', '\n', '\r\n', 'name', '{"a":"b"}', ' ');
    const readIn = (text: string, size: number) => {
      const reading = reader(12);
      const rows: unknown[] = [];
      for (let at = 0; at < text.length; at += size) rows.push(...reading.push(text.slice(at, at + size)));
      return { rows: [...rows, ...reading.end()], blank: reading.blank };
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 20 }), (parts, size) => {
        expect(readIn(parts.join(''), size)).toEqual(readIn(parts.join(''), 1_000_000));
      }),
      { numRuns: 1000 },
    );
  });

  it('the rows are the same however the bytes are cut', async () => {
    const piece = fc.constantFrom('C1,', 'C2', '"', '""', ',', '\n', '\r\n', 'name', '王芳', ';', ' ');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 20 }), async (parts, size) => {
        const file = `client_id,name\n${parts.join('')}`;
        expect(await readAll(file, { size })).toEqual(await readAll(file, { size: 1_000_000 }));
      }),
    );
  });

  it('well-formed CSV is read as another parser reads it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1 }), fc.boolean(), async (cells, crlf) => {
        const end = crlf ? '\r\n' : '\n';
        const file = ['client_id,name', ...cells.map(([a, b]) => `C1,${quote(`x${a}${b}`)}`)].join(end);
        const expected = (parse(file, { from_line: 2 }) as string[][]).map(([, name]) => name!.trim());
        const read = (await readAll(file, { size: 5 })).rows;
        expect(read.map((row) => row.values?.['name'] ?? row.fault?.code)).toEqual(
          expected.map((name) => (name.length > 20 ? 'TEXT_TOO_LONG' : name)),
        );
      }),
    );
  });
});
