import type { Rejected } from '@hengxin/event-sourcing';
import { RowRejections } from './import.rejections.js';

/**
 * A row of a CSV file as it stands there, or why it can't be one. `line` counts from 1 and is that of its first
 * character.
 */
export type CsvRow =
  | { readonly line: number; readonly cells: readonly string[]; readonly fault?: undefined }
  | { readonly line: number; readonly fault: Rejected; readonly text: string };

const MAX_ROW_CHARACTERS = 1_048_576;
/** Of a row that is too large. */
const TEXT_SHOWN = 200;

/**
 * Reads CSV (RFC 4180) handed to it in pieces of any size; lines end in LF or CRLF; rows of nothing but commas and
 * blanks are counted and passed over. A malformed row is given back as a fault, and reading goes on at the line after
 * the one it started on, so that it never takes others with it. Which rows are too large doesn't depend on the pieces.
 */
export class CsvReader {
  /** Rows passed over so far. */
  blank = 0;
  private buffer = '';
  private line = 1;
  /** Inside a line already refused as too large: drop text up to its end. */
  private dropping = false;

  constructor(private readonly max = MAX_ROW_CHARACTERS) {}

  /** The rows that are complete with this piece. */
  push(text: string): CsvRow[] {
    this.buffer += text;
    return this.take(false);
  }

  /** The last row, when the file doesn't end in a line break. */
  end(): CsvRow[] {
    return this.take(true);
  }

  private take(final: boolean): CsvRow[] {
    const rows: CsvRow[] = [];
    const buffer = this.buffer;
    let at = 0;
    let quote = buffer.indexOf('"');
    while (at < buffer.length) {
      let lineEnd = buffer.indexOf('\n', at);
      if (this.dropping) {
        if (lineEnd < 0) at = buffer.length;
        else [at, this.dropping, this.line] = [lineEnd + 1, false, this.line + 1];
        continue;
      }
      if (quote >= 0 && quote < at) quote = buffer.indexOf('"', at);
      if (lineEnd < 0) {
        if (!final) break;
        lineEnd = buffer.length;
      }
      if (lineEnd - at > this.max) {
        rows.push(this.tooLarge(buffer, at));
        [at, this.line] = [lineEnd + 1, this.line + 1];
        continue;
      }
      if (quote < 0 || quote > lineEnd) {
        const cells = lineText(buffer, at, lineEnd).split(',');
        this.add(rows, cells);
        [at, this.line] = [lineEnd + 1, this.line + 1];
        continue;
      }
      const row = quotedRow(buffer, at, final);
      if (row === 'UNFINISHED' && buffer.length - at <= this.max) break;
      if (typeof row === 'string' || row.end - at > this.max) {
        rows.push({ line: this.line, fault: RowRejections.QUOTE_MALFORMED(), text: lineText(buffer, at, lineEnd) });
        [at, this.line] = [lineEnd + 1, this.line + 1];
        continue;
      }
      this.add(rows, row.cells);
      [at, this.line] = [row.end, this.line + row.lines];
    }
    this.buffer = buffer.slice(at);
    if (this.buffer.length > this.max && !this.buffer.includes('\n')) {
      rows.push(this.tooLarge(this.buffer, 0));
      [this.buffer, this.dropping] = ['', true];
    }
    return rows;
  }

  private add(rows: CsvRow[], cells: readonly string[]): void {
    if (cells.every((cell) => cell.trim() === '')) this.blank++;
    else rows.push({ line: this.line, cells });
  }

  private tooLarge(buffer: string, at: number): CsvRow {
    const text = buffer.slice(at, at + Math.min(TEXT_SHOWN, this.max));
    return { line: this.line, fault: RowRejections.ROW_TOO_LARGE({ max: this.max }), text };
  }
}

function lineText(buffer: string, from: number, lineEnd: number): string {
  return buffer.slice(from, lineEnd > from && buffer[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd);
}

/** The row with quoted cells that starts at `from`: its cells, where the next begins, and how many lines it covers. */
function quotedRow(
  buffer: string,
  from: number,
  final: boolean,
): { cells: string[]; end: number; lines: number } | 'UNFINISHED' | 'MALFORMED' {
  const cells: string[] = [];
  let at = from;
  let lines = 1;
  for (;;) {
    if (buffer[at] === '"') {
      const cell = quotedCell(buffer, at + 1, final);
      if (typeof cell === 'string') return cell;
      cells.push(cell.text);
      for (let i = cell.text.indexOf('\n'); i >= 0; i = cell.text.indexOf('\n', i + 1)) lines++;
      at = cell.end;
    } else {
      const comma = buffer.indexOf(',', at);
      const lineEnd = buffer.indexOf('\n', at);
      if (comma < 0 && lineEnd < 0 && !final) return 'UNFINISHED';
      const end = Math.min(comma < 0 ? buffer.length : comma, lineEnd < 0 ? buffer.length : lineEnd);
      const text = end === comma ? buffer.slice(at, end) : lineText(buffer, at, end);
      // `, "a"`: the writer meant the quotes as quotes, and with a comma between them the row falls apart.
      if (text.includes('"') && text.trimStart().startsWith('"')) return 'MALFORMED';
      cells.push(text);
      at = end === lineEnd && buffer[end - 1] === '\r' && end > at ? end - 1 : end;
    }
    if (buffer[at] === ',') at++;
    else if (buffer[at] === '\n') return { cells, end: at + 1, lines };
    else if (buffer[at] === '\r' && buffer[at + 1] === '\n') return { cells, end: at + 2, lines };
    else if (at + (buffer[at] === '\r' ? 1 : 0) < buffer.length) return 'MALFORMED';
    else return final ? { cells, end: buffer.length, lines } : 'UNFINISHED';
  }
}

/** The text of a quoted cell whose first character is at `from`, and where what follows the closing quote begins. */
function quotedCell(
  buffer: string,
  from: number,
  final: boolean,
): { text: string; end: number } | 'UNFINISHED' | 'MALFORMED' {
  let close = from;
  for (;;) {
    close = buffer.indexOf('"', close);
    if (close < 0) return final ? 'MALFORMED' : 'UNFINISHED';
    // A quote at the very end of the piece may yet turn out to be the first of two.
    if (close + 1 === buffer.length && !final) return 'UNFINISHED';
    if (buffer[close + 1] !== '"') return { text: buffer.slice(from, close).replaceAll('""', '"'), end: close + 1 };
    close += 2;
  }
}
