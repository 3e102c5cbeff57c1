import { once } from 'node:events';
import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { RejectMessage } from '@hengxin/import';
import { ImportFault } from './import.fault.js';

/** Columns that say why a row is here; an import passes over them, so that the file, mended, can be sent as it is. */
const REASONS = ['line', 'field', 'code', 'message'] as const;
/** The line itself where it could not be split into cells. */
const TEXT = 'text';

/**
 * `<file>.rejects.csv`: each rejected row with the reason before it. Made with the first one; one of an earlier run is removed. Throws
 * ImportFault where it can't be written.
 */
export class RejectsFile {
  private names: readonly string[] = [];
  private stream: WriteStream | undefined;

  constructor(readonly path: string) {
    try {
      rmSync(path, { force: true });
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  /** The columns of the file it comes from, in their order. */
  columns(names: readonly string[]): void {
    this.names = names;
  }

  async add(reject: RejectMessage): Promise<void> {
    const { row, text } = reject;
    const cells = [...REASONS.map((name) => String(reject[name])), ...this.names.map((name) => row[name] ?? ''), text ?? ''];
    await this.write(cells);
  }

  /** Closes the file; its path, or null when nothing was rejected. */
  async end(): Promise<string | null> {
    if (!this.stream) return null;
    await this.written(finished(this.stream.end()));
    return this.path;
  }

  private async write(cells: readonly string[]): Promise<void> {
    if (!this.stream) {
      this.stream = createWriteStream(this.path);
      // Whoever writes next or closes the file hears of it.
      this.stream.on('error', () => undefined);
      // The mark tells spreadsheets and the import that this is UTF-8, whatever the file itself was.
      this.stream.write(`\uFEFF${[...REASONS, ...this.names, TEXT].map(quoted).join(',')}\n`);
    }
    if (this.stream.errored) throw unwritable(this.path, this.stream.errored);
    if (!this.stream.write(`${cells.map(quoted).join(',')}\n`)) await this.written(once(this.stream, 'drain'));
  }

  private async written(done: Promise<unknown>): Promise<void> {
    await done.catch((error: unknown) => {
      throw unwritable(this.path, error);
    });
  }
}

function unwritable(path: string, error: unknown): ImportFault {
  const { code } = error as NodeJS.ErrnoException;
  return new ImportFault(`The rejected rows can't be written to ${path} (${code}). Make that possible, then start the import again.`);
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
