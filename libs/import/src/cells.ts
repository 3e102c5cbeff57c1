import { chinaCalendar, FIRST_DAY, ID_PATTERN, isDate, readInstant, unseenInLine, unseenInProse } from '@hengxin/contracts';
import { isRejected, type Rejected } from '@hengxin/event-sourcing';
import { sharedRejections } from '@hengxin/service-kit';
import { RowRejections } from './import.rejections.js';

/** Reads the text of a cell that isn't empty: a value, or why it isn't one. */
export type Cell<T> = (text: string) => T | Rejected;

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

/** A list: entries separated by `;` in a CSV cell, an array in JSON. Absent means null, not empty. */
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
  return (value) => (known.has(value) ? (value as Choices[number]) : RowRejections.CHOICE_UNKNOWN({ choices: choices.join(' ') }));
}

export const date: Cell<string> = (value) => (isDate(value) && value >= FIRST_DAY ? value : RowRejections.DATE_MALFORMED());

/** RFC 3339 with offset, as it is to be kept. */
export const instant: Cell<string> = (value) => {
  const { instant: moment, fault } = readInstant(value);
  if (fault === undefined) return moment;
  const { firstYear, lastYear } = chinaCalendar;
  const date = value.slice(0, 10);
  return fault === 'malformed' ? RowRejections.INSTANT_MALFORMED() : sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear });
};

export function wholeNumber(min: number, max: number): Cell<number> {
  return (value) => {
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    return number >= min && number <= max ? number : RowRejections.NUMBER_MALFORMED({ min, max });
  };
}

/** A cell as a file gives it: CSV text, or what a JSON value was turned into. Undefined: absent. */
export type RawCell = string | readonly string[] | NestedCell | undefined;

/** A JSON value that no cell holds, such as an object, as the file spells it. */
export class NestedCell {
  constructor(readonly json: string) {}
}

/** The value of a raw cell by its column, or the fault with the column's name as its field. */
export function readCell(name: string, column: Column, raw: RawCell): unknown {
  const fault = (made: Rejected): Rejected => ({ rejection: { ...made.rejection, field: [name] } });
  if (raw instanceof NestedCell) return fault(RowRejections.CELL_MALFORMED());
  const entries = entriesOf(column, raw);
  if (entries.length === 0) return column.required ? fault(RowRejections.VALUE_MISSING()) : null;
  if (column.maxEntries === undefined) {
    const value = column.cell(entries[0]!);
    return isRejected(value) ? fault(value) : value;
  }
  if (entries.length > column.maxEntries) return fault(RowRejections.LIST_TOO_LONG({ max: column.maxEntries }));
  const values: unknown[] = [];
  for (const entry of entries) {
    const value = column.cell(entry);
    if (isRejected(value)) return fault(value);
    values.push(value);
  }
  return values;
}

function entriesOf(column: Column, raw: Exclude<RawCell, NestedCell>): readonly string[] {
  if (raw === undefined || raw === '') return [];
  if (column.maxEntries === undefined) {
    const trimmed = (typeof raw === 'string' ? raw : raw.join(';')).trim();
    return trimmed === '' ? [] : [trimmed];
  }
  const parts = typeof raw === 'string' ? raw.split(';') : raw;
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
