import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLine } from '@hengxin/import/csv';
import { type Bank, COLUMNS, type Row } from './bank.js';

export type FileKind = keyof typeof COLUMNS;
export const FILE_KINDS = Object.keys(COLUMNS) as FileKind[];
/** What a bank has that knows no balances. */
export const WITHOUT_HOLDINGS = FILE_KINDS.filter((kind) => kind !== 'holdings');

/** A file that was written. */
export interface WrittenFile {
  readonly path: string;
  readonly rows: number;
}

/** Writes import files of a bank into a folder, streaming: all of them, or those of some kinds. */
export async function writeBank<Kind extends FileKind = FileKind>(
  bank: Bank,
  folder: string,
  kinds: readonly Kind[] = FILE_KINDS as Kind[],
): Promise<Record<Kind, WrittenFile>> {
  await mkdir(folder, { recursive: true });
  const written = {} as Record<Kind, WrittenFile>;
  for (const kind of kinds) {
    const path = join(folder, `${kind}.csv`);
    written[kind] = { path, rows: await writeCsv(path, COLUMNS[kind], bank[kind]()) };
  }
  return written;
}

async function writeCsv(path: string, columns: readonly string[], rows: Iterable<Row>): Promise<number> {
  const file = createWriteStream(path);
  let buffer = `${csvLine(columns)}\n`;
  let count = 0;
  for (const row of rows) {
    count++;
    buffer += `${csvLine(columns.map((column) => row[column] ?? ''))}\n`;
    if (buffer.length < 1 << 16) continue;
    if (!file.write(buffer)) await once(file, 'drain');
    buffer = '';
  }
  file.end(buffer);
  await once(file, 'close');
  return count;
}
