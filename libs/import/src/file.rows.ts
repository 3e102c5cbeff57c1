import { clipped, isRejected, type Rejected, type Rejection } from '@hengxin/event-sourcing';
import { cellText, type Columns, isSayableInCsv, readCell, type RawCell, type RowValues } from './cells.js';
import { csvLine, plainCell } from './csv.writer.js';
import { CsvReader, type CsvRow } from './csv.reader.js';
import { FileRejections, RowRejections } from './import.rejections.js';
import { NdjsonReader, type NdjsonRow } from './ndjson.reader.js';
import { readText } from './text.reader.js';

export type FileFormat = 'csv' | 'ndjson';

/** A row whose cells could all be read. */
export interface ParsedRow<Values = Readonly<Record<string, unknown>>> {
  /** The file's line it starts on; the header is line 1. */
  readonly line: number;
  readonly values: Values;
}

/** A row of a file: parsed or at fault. `original` gives it back as it was sent, by column, for the rejects file. */
export type FileRow<C extends Columns = Columns> =
  | (ParsedRow<RowValues<C>> & { readonly fault?: undefined; original(): OriginalRow })
  | { readonly line: number; readonly fault: Rejection; original(): OriginalRow };

/** The cells by column; `text` is the line itself where it couldn't be split into cells. */
export interface OriginalRow {
  readonly cells: Readonly<Record<string, string>>;
  readonly text?: string;
}

/** Columns that a rejects file puts before a row, to say why it is there. */
export const REASON_COLUMNS = ['line', 'field', 'code', 'message'] as const;

/** Columns that a rejects file adds; a file that carries them is a mended one, and they are passed over. */
export const REJECT_COLUMNS: readonly string[] = [...REASON_COLUMNS, 'text'];

/** A file that can't be read at all. */
export class FileRefused extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.code);
  }
}

function refuse(made: Rejected): never {
  throw new FileRefused(made.rejection);
}

/** What is learnt of the columns while a file is read. */
export interface ColumnsSeen {
  /** The columns in the file's order, or the kind's own for NDJSON. Called once, before the first row. */
  header(names: readonly string[]): void;
  /** A column that the kind doesn't know: reported once, and ignored. */
  unknown(name: string): void;
  /** Rows of nothing but commas and blanks, by the end of the file: they were passed over. */
  blank?(rows: number): void;
}

/**
 * The rows of a file, a list of them for each piece that arrived. Throws FileRefused when the file as a whole can't be
 * read. What is asked for decides the pace: nothing is read ahead of the consumer.
 */
export async function* readRows<C extends Columns>(
  bytes: AsyncIterable<Uint8Array>,
  options: { format: FileFormat; encoding: string; columns: C; seen: ColumnsSeen },
): AsyncGenerator<FileRow<C>[]> {
  const reader = options.format === 'csv' ? new CsvRows(options) : new NdjsonRows(options);
  for await (const text of readText(bytes, options.encoding)) {
    const rows = reader.push(text);
    if (rows.length > 0) yield rows;
  }
  const rows = reader.end();
  options.seen.blank?.(reader.blank);
  if (rows.length > 0) yield rows;
}

interface RowsOptions<C extends Columns> {
  readonly columns: C;
  readonly encoding: string;
  readonly seen: ColumnsSeen;
}

class CsvRows<C extends Columns> {
  private readonly reader = new CsvReader();
  private header: readonly string[] | undefined;
  /** It is one of ours, so that its cells carry a mark where a spreadsheet would have computed them. */
  private isRejectsFile = false;
  /** No piece so far holds what is no text, so that no cell has to be looked at for it. */
  private areReadable = true;
  /** Places of the known columns in a row. */
  private places: readonly (readonly [name: string, place: number])[] = [];

  constructor(private readonly options: RowsOptions<C>) {}

  get blank(): number {
    return this.reader.blank;
  }

  push(text: string): FileRow<C>[] {
    this.areReadable &&= isReadable(text);
    return this.parse(this.reader.push(text));
  }

  end(): FileRow<C>[] {
    const rows = this.parse(this.reader.end());
    if (!this.header) refuse(FileRejections.FILE_EMPTY());
    return rows;
  }

  private parse(rows: readonly CsvRow[]): FileRow<C>[] {
    const data = this.header || rows.length === 0 ? rows : this.takeHeader(rows);
    return data.map((row) => this.row(row));
  }

  private takeHeader([first, ...others]: readonly CsvRow[]): readonly CsvRow[] {
    const found = first!.fault ? refuse(first!.fault as Rejected) : first!.cells.map(headerName);
    this.isRejectsFile = REASON_COLUMNS.every((name) => found.includes(name));
    const names = this.isRejectsFile ? found.map(plainCell) : found;
    const twice = names.find((name, place) => name !== '' && names.indexOf(name) !== place);
    if (twice !== undefined) refuse(FileRejections.COLUMN_TWICE({ columns: twice }, [clipped(twice)]));
    const { columns, seen } = this.options;
    const missing = Object.keys(columns).filter((name) => columns[name]!.required && !names.includes(name));
    if (missing.length > 0) refuse(FileRejections.COLUMN_MISSING({ columns: missing.join(', ') }, missing));
    this.header = names;
    this.places = Object.keys(columns).map((name) => [name, names.indexOf(name)] as const);
    seen.header(names.filter((name) => !REJECT_COLUMNS.includes(name)));
    for (const name of names) if (!Object.hasOwn(columns, name) && !REJECT_COLUMNS.includes(name)) seen.unknown(name);
    return others;
  }

  private row(row: CsvRow): FileRow<C> {
    const header = this.header!;
    if (row.fault)
      return { line: row.line, fault: row.fault.rejection, original: () => ({ cells: {}, text: row.text }) };
    const { line } = row;
    const cells = this.isRejectsFile ? row.cells.map(plainCell) : row.cells;
    // Nobody can tell which cell is whose: without cells the row can't be taken as it is once it stands in a rejects
    // file.
    const whole = () => ({ cells: {}, text: csvLine(cells) });
    if (cells.length !== header.length) {
      const fault = RowRejections.CELL_COUNT({ found: cells.length, expected: header.length }).rejection;
      return { line, fault, original: whole };
    }
    if (cells.every((cell, place) => headerName(cell) === header[place]))
      return { line, fault: RowRejections.HEADER_AGAIN().rejection, original: whole };
    const original = () => ({ cells: Object.fromEntries(header.map((name, place) => [name, cells[place] ?? ''])) });
    const cellOf = (_: string, place: number) => (place < 0 ? undefined : cells[place]);
    return values(line, this.places, cellOf, original, this.options, this.areReadable);
  }
}

function headerName(cell: string): string {
  return cell.trim().toLowerCase();
}

class NdjsonRows<C extends Columns> {
  private readonly reader = new NdjsonReader();
  private readonly places: readonly (readonly [name: string, place: number])[];
  private readonly unknown = new Set<string>();
  private started = false;

  constructor(private readonly options: RowsOptions<C>) {
    this.places = Object.keys(options.columns).map((name, place) => [name, place] as const);
  }

  get blank(): number {
    return this.reader.blank;
  }

  push(text: string): FileRow<C>[] {
    if (!this.started) this.options.seen.header(Object.keys(this.options.columns));
    this.started = true;
    return this.reader.push(text).map((row) => this.row(row));
  }

  end(): FileRow<C>[] {
    if (!this.started) refuse(FileRejections.FILE_EMPTY());
    return this.reader.end().map((row) => this.row(row));
  }

  private row(row: NdjsonRow): FileRow<C> {
    if (row.fault)
      return { line: row.line, fault: row.fault.rejection, original: () => ({ cells: {}, text: row.text }) };
    const { line, cells } = row;
    for (const name of cells.keys()) this.noticeUnknown(name);
    return values(
      line,
      this.places,
      (name) => cells.get(name),
      () => this.original(row),
      this.options,
      // What is no text may hide in an escape.
      false,
    );
  }

  /**
   * Cell by cell, if CSV can say what this JSON says: a rejects file must not turn it into another row that would be
   * taken.
   */
  private original({ cells, text }: Extract<NdjsonRow, { fault?: undefined }>): OriginalRow {
    const { columns } = this.options;
    const known = this.places.map(([name]) => [name, cells.get(name)] as const);
    if (!known.every(([name, raw]) => isSayableInCsv(columns[name]!, raw))) return { cells: {}, text };
    return { cells: Object.fromEntries(known.map(([name, raw]) => [name, cellText(columns[name]!, raw)])) };
  }

  private noticeUnknown(name: string): void {
    // A file whose every row invents names must not fill the memory with them.
    if (
      Object.hasOwn(this.options.columns, name) ||
      REJECT_COLUMNS.includes(name) ||
      this.unknown.has(name) ||
      this.unknown.size >= 1000
    )
      return;
    this.unknown.add(name);
    this.options.seen.unknown(name);
  }
}

/**
 * Bytes that were no text have become U+FFFD; U+0000 and half a surrogate pair are no text either, and no database
 * keeps them.
 */
function isReadable(text: string): boolean {
  return !text.includes('\uFFFD') && !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** Reads the cells of a row by their columns; the first fault is the row's. */
function values<C extends Columns>(
  line: number,
  places: readonly (readonly [name: string, place: number])[],
  cellOf: (name: string, place: number) => RawCell,
  original: () => OriginalRow,
  { columns, encoding }: RowsOptions<C>,
  /** All of them are known to be text. */
  areReadable: boolean,
): FileRow<C> {
  const read: Record<string, unknown> = {};
  for (const [name, place] of places) {
    const raw = cellOf(name, place);
    if (!areReadable && raw !== undefined && !isReadable(typeof raw === 'string' ? raw : cellText(columns[name]!, raw)))
      return { line, fault: RowRejections.TEXT_UNREADABLE({ encoding }, [name]).rejection, original };
    const value = readCell(name, columns[name]!, raw);
    if (isRejected(value)) return { line, fault: value.rejection, original };
    read[name] = value;
  }
  return { line, values: read as RowValues<C>, original };
}
