/**
 * What a spreadsheet would take for the beginning of a formula, with the apostrophes that stand before it already: as
 * the import reads it.
 */
const FORMULA = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;
const SPECIAL = /[",\r\n]/;

/** A cell: numbers as they are; a text that a spreadsheet would take for a formula has an apostrophe in front. Pure. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Lines = readonly (readonly (string | number | null)[])[];

/** Lines as RFC 4180 has them. Pure. */
export const csvRows = (lines: Lines): string => lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('');

/** A file of lines; the mark in front tells a spreadsheet that this is UTF-8. Pure. */
export const csvOf = (lines: Lines): string => `\uFEFF${csvRows(lines)}`;
