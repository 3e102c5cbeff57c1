import { inflateRawSync } from 'node:zlib';
import type { Cell } from './kpi-export.js';
import { xlsxOf } from './xlsx.writer.js';

async function* rowsOf(rows: readonly (readonly Cell[])[]): AsyncGenerator<readonly Cell[]> {
  for (const row of rows) yield row;
}

async function bytesOf(rows: AsyncIterable<readonly Cell[]>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of xlsxOf(rows)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The parts of an archive by name, read by its directory: nothing is shared with what wrote it. */
function partsOf(archive: Buffer): Record<string, string> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const parts: Record<string, string> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let n = archive.readUInt16LE(end + 10); n > 0; n--) {
    const [size, nameLength] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const more = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const data = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    parts[name] = inflateRawSync(archive.subarray(data, data + size)).toString('utf8');
    at += 46 + nameLength + more;
  }
  return parts;
}

describe('a workbook', () => {
  it('has one sheet with its rows: numbers as numbers, texts as texts, nothing for what is empty', async () => {
    const parts = partsOf(
      await bytesOf(
        rowsOf([
          ['a', 'b'],
          [1.5, null],
          ['<&>', -2],
        ]),
      ),
    );
    expect(Object.keys(parts).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    const sheet = parts['xl/worksheets/sheet1.xml']!;
    const text = (value: string, place: string) =>
      `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
    expect(/<sheetData>(.*)<\/sheetData>/s.exec(sheet)![1]).toBe(
      `<row r="1">${text('a', 'A1')}${text('b', 'B1')}</row>` +
        '<row r="2"><c r="A2"><v>1.5</v></c></row>' +
        `<row r="3">${text('&lt;&amp;&gt;', 'A3')}<c r="B3"><v>-2</v></c></row>`,
    );
  });

  it('computes nothing, whatever a text begins with, and holds no character that XML has not', async () => {
    const sheet = partsOf(await bytesOf(rowsOf([['=1+1', 'a\u0000b']])))['xl/worksheets/sheet1.xml']!;
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('>=1+1</t>');
    expect(sheet).toContain('>ab</t>');
  });

  it('names the columns behind Z with two letters', async () => {
    const row = Array.from({ length: 28 }, (_, i) => i);
    const sheet = partsOf(await bytesOf(rowsOf([row])))['xl/worksheets/sheet1.xml']!;
    expect(sheet).toContain('<c r="Z1"><v>25</v></c><c r="AA1"><v>26</v></c><c r="AB1"><v>27</v></c>');
  });

  it('goes out while its rows come in', async () => {
    let made = 0;
    async function* many(): AsyncGenerator<readonly Cell[]> {
      for (; made < 20_000; made++) yield [`unit ${made}`, made * 7919];
    }
    const pieces = xlsxOf(many());
    for (let bytes = 0; bytes < 2_000;) bytes += (await pieces.next()).value!.length as number;
    expect(made).toBeLessThan(10_000);
    await pieces.return(undefined);
  });
});
