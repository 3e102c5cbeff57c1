import type { Rejected } from '@hengxin/event-sourcing';
import { NestedCell, type RawCell } from './cells.js';
import { RowRejections } from './import.rejections.js';

/** A line of an NDJSON file: its cells by name, or why it isn't a row. */
export type NdjsonRow =
  | { readonly line: number; readonly cells: ReadonlyMap<string, RawCell>; readonly fault?: undefined }
  | { readonly line: number; readonly fault: Rejected; readonly text: string };

const MAX_ROW_CHARACTERS = 1_048_576;

/** Reads NDJSON handed to it in pieces of any size: one JSON object a line, empty lines passed over. */
export class NdjsonReader {
  private buffer = '';
  private line = 1;
  private dropping = false;

  /** The rows that are complete with this piece. */
  push(text: string): NdjsonRow[] {
    const lines = (this.buffer + text).split('\n');
    this.buffer = lines.pop()!;
    const rows = lines.flatMap((line) => this.row(line));
    if (this.buffer.length > MAX_ROW_CHARACTERS && !this.dropping) {
      rows.push({ line: this.line, fault: tooLarge(), text: this.buffer.slice(0, 200) });
      this.dropping = true;
    }
    if (this.dropping) this.buffer = '';
    return rows;
  }

  /** The last row, when the file doesn't end in a line break. */
  end(): NdjsonRow[] {
    const rows = this.row(this.buffer);
    this.buffer = '';
    return rows;
  }

  private row(text: string): NdjsonRow[] {
    const line = this.line++;
    if (this.dropping) {
      this.dropping = false;
      return [];
    }
    if (text.trim() === '') return [];
    if (text.length > MAX_ROW_CHARACTERS) return [{ line, fault: tooLarge(), text: text.slice(0, 200) }];
    const cells = parse(text);
    if (!cells) return [{ line, fault: RowRejections.JSON_MALFORMED(), text }];
    return [{ line, cells }];
  }
}

function tooLarge(): Rejected {
  return RowRejections.ROW_TOO_LARGE({ max: MAX_ROW_CHARACTERS });
}

function parse(text: string): Map<string, RawCell> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).map(([name, cell]) => [name, rawCell(cell)]));
}

function rawCell(value: unknown): RawCell {
  if (value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
  return new NestedCell(JSON.stringify(value));
}
