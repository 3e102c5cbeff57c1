/**
 * Columns as PostgreSQL array literals: node-postgres would quote and escape each element by itself, which is most of
 * the work of a bulk write.
 */
export const numbers = (column: readonly number[]): string => `{${column.join(',')}}`;

/** Ids and scopes need no escapes (`[A-Za-z0-9._:-]`), but quotes: an id may be called null. */
export const ids = (column: readonly string[]): string => (column.length === 0 ? '{}' : `{"${column.join('","')}"}`);

/** The same with absent ones. */
export const optionalIds = (column: readonly (string | null)[]): string =>
  `{${column.map((id) => (id === null ? 'null' : `"${id}"`)).join(',')}}`;

/** Numbers with absent ones. */
export const optionalNumbers = (column: readonly (number | null)[]): string =>
  `{${column.map((number) => number ?? 'null').join(',')}}`;

export const flags = (column: readonly boolean[]): string => `{${column.map((flag) => (flag ? 't' : 'f')).join(',')}}`;

/** A list inside one element, for `string_to_array(…, ',')`. */
export const list = (items: readonly (number | string)[]): string => items.join(',');
