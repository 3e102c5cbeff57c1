import type { Rejected } from '@hengxin/event-sourcing';
import { NumberCell, OddCell, type RawCell } from './cells.js';
import { RowRejections } from './import.rejections.js';
import { jsonMembers, jsonText } from './json.members.js';

/** A line of an NDJSON file: its cells by name, or why it isn't a row. */
export type NdjsonRow =
  | {
      readonly line: number;
      readonly cells: ReadonlyMap<string, RawCell>;
      readonly text: string;
      readonly fault?: undefined;
    }
  | { readonly line: number; readonly fault: Rejected; readonly text: string };

const MAX_ROW_CHARACTERS = 1_048_576;
/** Of a row that is too large. */
const TEXT_SHOWN = 200;

/** Reads NDJSON handed to it in pieces of any size: one JSON object a line, empty lines counted and passed over. */
export class NdjsonReader {
  /** Lines passed over so far. */
  blank = 0;
  private buffer = '';
  private line = 1;
  private dropping = false;

  constructor(private readonly max = MAX_ROW_CHARACTERS) {}

  /** The rows that are complete with this piece. */
  push(text: string): NdjsonRow[] {
    const lines = (this.buffer + text).split('\n');
    this.buffer = lines.pop()!;
    const rows = lines.flatMap((line) => this.row(line));
    if (this.buffer.length > this.max && !this.dropping) {
      rows.push(this.tooLarge(this.line, this.buffer));
      this.dropping = true;
    }
    if (this.dropping) this.buffer = '';
    return rows;
  }

  /** The last row, when the file doesn't end in a line break. */
  end(): NdjsonRow[] {
    const rest = this.buffer;
    this.buffer = '';
    return rest === '' ? [] : this.row(rest);
  }

  private row(text: string): NdjsonRow[] {
    const line = this.line++;
    if (this.dropping) {
      this.dropping = false;
      return [];
    }
    if (text.length > this.max) return [this.tooLarge(line, text)];
    if (text.trim() === '') {
      this.blank++;
      return [];
    }
    const cells = parse(text);
    if (!cells) return [{ line, fault: RowRejections.JSON_MALFORMED(), text }];
    return [{ line, cells, text }];
  }

  private tooLarge(line: number, text: string): NdjsonRow {
    return {
      line,
      fault: RowRejections.ROW_TOO_LARGE({ max: this.max }),
      text: text.slice(0, Math.min(TEXT_SHOWN, this.max)),
    };
  }
}

function parse(text: string): Map<string, RawCell> | undefined {
  const members = jsonMembers(text);
  if (!members) return undefined;
  const cells = new Map<string, RawCell>();
  for (const { name, source } of members)
    cells.set(name, cells.has(name) ? new OddCell(source, RowRejections.NAME_TWICE()) : rawCell(source));
  return cells;
}

/**
 * A number that is spelled as any program would spell it; others, such as `1.0`, are no text that one could be sure of.
 */
const PLAIN_NUMBER = /^(0|-?[1-9]\d*)$/;

function rawCell(source: string): RawCell {
  switch (source[0]) {
    case '"':
      return jsonText(source);
    case '[':
      return listOf(source);
    case '{':
      return new OddCell(source, RowRejections.CELL_MALFORMED());
    case 'n':
      return undefined;
    case 't':
    case 'f':
      return source;
    case undefined:
    default:
      return PLAIN_NUMBER.test(source) ? source : new NumberCell(source);
  }
}

function listOf(source: string): RawCell {
  const list = JSON.parse(source) as unknown[];
  return list.every((entry) => typeof entry === 'string') ? list : new OddCell(source, RowRejections.CELL_MALFORMED());
}
