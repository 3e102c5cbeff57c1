import { once } from 'node:events';
import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import type { RejectMessage } from '@hengxin/import';

/** Columns that say why a row is here; an import passes over them, so that the file, mended, can be sent as it is. */
const REASONS = ['line', 'field', 'code', 'message'] as const;
/** The line itself where it could not be split into cells. */
const TEXT = 'text';

/** `<file>.rejects.csv`: each rejected row with the reason before it. Made with the first one; one of an earlier run is removed. */
export class RejectsFile {
  private names: readonly string[] = [];
  private stream: WriteStream | undefined;

  constructor(readonly path: string) {
    rmSync(path, { force: true });
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
    this.stream.end();
    await once(this.stream, 'close');
    return this.path;
  }

  private async write(cells: readonly string[]): Promise<void> {
    if (!this.stream) {
      this.stream = createWriteStream(this.path);
      // The mark tells spreadsheets and the import that this is UTF-8, whatever the file itself was.
      this.stream.write(`\uFEFF${[...REASONS, ...this.names, TEXT].map(quoted).join(',')}\n`);
    }
    if (!this.stream.write(`${cells.map(quoted).join(',')}\n`)) await once(this.stream, 'drain');
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
