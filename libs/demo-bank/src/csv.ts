import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLine } from '@hengxin/import/csv';
import { type Bank, COLUMNS, type Row } from './bank.js';

export type FileKind = keyof typeof COLUMNS;
export const FILE_KINDS = Object.keys(COLUMNS) as FileKind[];

/** Writes a bank's four import files into a folder, streaming. Returns the path and row count of each. */
export async function writeBank(bank: Bank, folder: string): Promise<Record<FileKind, { path: string; rows: number }>> {
  await mkdir(folder, { recursive: true });
  const written = {} as Record<FileKind, { path: string; rows: number }>;
  for (const kind of FILE_KINDS) {
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
