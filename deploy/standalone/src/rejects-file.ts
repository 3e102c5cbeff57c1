import { once } from 'node:events';
import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { REASON_COLUMNS, type RejectMessage } from '@hengxin/import';
import { csvLine, inertCell } from '@hengxin/import/csv';
import { ImportFault } from './import.fault.js';

/** The line itself where it could not be split into cells. */
const TEXT = 'text';

/**
 * `<file>.rejects.csv`: each rejected row with the reason before it. Made with the first one; one of an earlier run is
 * removed. Its cells are inert in a spreadsheet; an import reads them as they were. It holds clients' data: nobody but
 * its owner may read it. Throws ImportFault where it can't be written.
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
    const cells = [
      ...REASON_COLUMNS.map((name) => String(reject[name])),
      ...this.names.map((name) => row[name] ?? ''),
      text ?? '',
    ];
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
      this.stream = createWriteStream(this.path, { flags: 'wx', mode: 0o600 });
      // The next write gets this error, and so does the closing of the file.
      this.stream.on('error', () => undefined);
      // The mark tells spreadsheets and the import that this is UTF-8. The file itself may have had another encoding.
      this.stream.write(`\uFEFF${lineOf([...REASON_COLUMNS, ...this.names, TEXT])}`);
    }
    if (this.stream.errored) throw unwritable(this.path, this.stream.errored);
    if (!this.stream.write(lineOf(cells))) await this.written(once(this.stream, 'drain'));
  }

  private async written(done: Promise<unknown>): Promise<void> {
    await done.catch((error: unknown) => {
      throw unwritable(this.path, error);
    });
  }
}

function unwritable(path: string, error: unknown): ImportFault {
  const { code } = error as NodeJS.ErrnoException;
  return new ImportFault(
    `The rejected rows can't be written to ${path} (${code}). Make that possible, then start the import again.`,
  );
}

function lineOf(cells: readonly string[]): string {
  return `${csvLine(cells.map(inertCell))}\n`;
}
