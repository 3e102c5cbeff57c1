import {
  chinaCalendar,
  FIRST_DAY,
  ID_PATTERN,
  isDate,
  readInstant,
  unseenInLine,
  unseenInProse,
} from '@hengxin/contracts';
import { isRejected, type Rejected } from '@hengxin/event-sourcing';
import { sharedRejections } from '@hengxin/service-kit';
import { RowRejections } from './import.rejections.js';

/** Reads the text of a cell that isn't empty: a value, or why it isn't one. */
export interface Cell<T> {
  (text: string): T | Rejected;
  /** It reads a JSON number however that is spelled. */
  readonly takesNumbers?: boolean;
}

/** How a column is read. Empty means absent: null, or a fault where the column is required. */
export interface Column<T = unknown> {
  readonly required: boolean;
  /** Reads an element when the column is a list. */
  readonly cell: Cell<unknown>;
  /** Entries at most; undefined for a column that isn't a list. */
  readonly maxEntries: number | undefined;
  /** Carries the type of the value alone. */
  readonly value?: T;
}

/** The columns of a kind of file by their names. */
export type Columns = Readonly<Record<string, Column>>;

/** What a row of such columns holds. */
export type RowValues<C extends Columns> = { readonly [Name in keyof C]: C[Name] extends Column<infer T> ? T : never };

export function required<T>(cell: Cell<T>): Column<T> {
  return { required: true, cell, maxEntries: undefined };
}

export function optional<T>(cell: Cell<T>): Column<T | null> {
  return { required: false, cell, maxEntries: undefined };
}

/** A list: entries separated by `;`, or a JSON array, in a CSV cell; an array in JSON. Absent means null, not empty. */
export function listOf<T>(cell: Cell<T>, maxEntries = 100): Column<readonly T[] | null> {
  return { required: false, cell, maxEntries };
}

export const id: Cell<string> = (text) => (ID_PATTERN.test(text) ? text : RowRejections.ID_MALFORMED());

/** A text in one line: a name, a number, a word. */
export function text(max: number): Cell<string> {
  return plain(max, unseenInLine);
}

/** A text of several lines: what somebody wrote down. */
export function note(max: number): Cell<string> {
  return plain(max, unseenInProse);
}

function plain(max: number, unseenIn: (text: string) => string | undefined): Cell<string> {
  return (value) => {
    if (value.length > max) return RowRejections.TEXT_TOO_LONG({ max });
    const character = unseenIn(value);
    return character === undefined ? value : RowRejections.TEXT_NOT_PLAIN({ character });
  };
}

export function choice<const Choices extends readonly string[]>(choices: Choices): Cell<Choices[number]> {
  const known = new Set<string>(choices);
  return (value) =>
    known.has(value) ? (value as Choices[number]) : RowRejections.CHOICE_UNKNOWN({ choices: choices.join(' ') });
}

export const date: Cell<string> = (value) =>
  isDate(value) && value >= FIRST_DAY ? value : RowRejections.DATE_MALFORMED();

/** RFC 3339 with offset, as it is to be kept. */
export const instant: Cell<string> = (value) => {
  const { instant: moment, fault } = readInstant(value);
  if (fault === undefined) return moment;
  const { firstYear, lastYear } = chinaCalendar;
  const date = value.slice(0, 10);
  return fault === 'malformed'
    ? RowRejections.INSTANT_MALFORMED()
    : sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear });
};

const WHOLE_NUMBER = /^-?\d{1,15}(\.0{1,15})?$/;

export function wholeNumber(min: number, max: number): Cell<number> {
  const read = (value: string) => {
    const number = WHOLE_NUMBER.test(value) ? Number(value) + 0 : Number.NaN;
    return number >= min && number <= max ? number : RowRejections.NUMBER_MALFORMED({ min, max });
  };
  return Object.assign(read, { takesNumbers: true });
}

/** A cell as a file gives it: CSV text, or what a JSON value was turned into. Undefined: absent. */
export type RawCell = string | readonly string[] | NumberCell | OddCell | undefined;

/**
 * A JSON number that is spelled in a way of its own, such as `1.0` or `6.2e17`: as the text of an id it might be
 * another one.
 */
export class NumberCell {
  constructor(readonly source: string) {}
}

/** A JSON value that no cell holds, such as an object, as the file spells it. */
export class OddCell {
  constructor(
    readonly source: string,
    readonly why: Rejected,
  ) {}
}

/** The value of a raw cell by its column, or the fault with the column's name as its field. */
export function readCell(name: string, column: Column, raw: RawCell): unknown {
  const value = readRaw(column, raw);
  return isRejected(value) ? { rejection: { ...value.rejection, field: [name] } } : value;
}

function readRaw(column: Column, raw: RawCell): unknown {
  if (typeof raw === 'string' && column.maxEntries === undefined) return readOne(column, raw.trim());
  if (raw instanceof OddCell) return raw.why;
  if (raw instanceof NumberCell && !column.cell.takesNumbers) return RowRejections.NUMBER_UNCLEAR();
  const entries = entriesOf(column, raw instanceof NumberCell ? raw.source : raw);
  if (isRejected(entries)) return entries;
  if (column.maxEntries === undefined || entries.length === 0) return readOne(column, entries[0] ?? '');
  if (entries.length > column.maxEntries) return RowRejections.LIST_TOO_LONG({ max: column.maxEntries });
  const values: unknown[] = [];
  for (const entry of entries) {
    const value = column.cell(entry);
    if (isRejected(value)) return value;
    values.push(value);
  }
  return values;
}

/** Most cells of a file are one text, and a file may have a hundred million of them: nothing is made on the way. */
function readOne(column: Column, trimmed: string): unknown {
  if (trimmed !== '') return column.cell(trimmed);
  return column.required ? RowRejections.VALUE_MISSING() : null;
}

function entriesOf(column: Column, raw: string | readonly string[] | undefined): readonly string[] | Rejected {
  if (raw === undefined || raw === '') return [];
  if (column.maxEntries === undefined) {
    const trimmed = (typeof raw === 'string' ? raw : raw.join(';')).trim();
    return trimmed === '' ? [] : [trimmed];
  }
  const parts = typeof raw === 'string' ? entriesOfText(raw) : raw;
  return isRejected(parts) ? parts : parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The entries of a list in a CSV cell, for which it may also spell a JSON array: that holds a `;` within an entry. */
function entriesOfText(cell: string): readonly string[] | Rejected {
  const array = jsonArray(cell);
  if (!array) return cell.split(';');
  return array.every((entry) => typeof entry === 'string') ? array : RowRejections.CELL_MALFORMED();
}

function jsonArray(cell: string): readonly unknown[] | undefined {
  if (!/^\s*\[[^]*\]\s*$/.test(cell)) return undefined;
  try {
    return JSON.parse(cell) as unknown[];
  } catch {
    return undefined;
  }
}

/** False for a cell that would be read as something else once it stood in a CSV file. */
export function isSayableInCsv(column: Column, raw: RawCell): boolean {
  return !(raw instanceof OddCell || (raw instanceof NumberCell && !column.cell.takesNumbers));
}

/** A raw cell as a CSV file would spell it. */
export function cellText(column: Column, raw: RawCell): string {
  if (raw === undefined) return '';
  if (typeof raw === 'string') return raw;
  if (raw instanceof OddCell || raw instanceof NumberCell) return raw.source;
  const text = raw.join(';');
  if (column.maxEntries === undefined) return text;
  return raw.some((entry) => entry.includes(';')) || jsonArray(text) ? JSON.stringify(raw) : text;
}
