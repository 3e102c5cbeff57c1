/** What must be quoted; a carriage return at the end of a line would be taken for part of the break. */
const QUOTED = /[",\r\n]/;

/** Cells as a line of CSV (RFC 4180), without its end. */
export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => (QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

/** What a spreadsheet would take for the beginning of a formula, with the apostrophes that stand before it already. */
const FORMULA = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/** A cell that no spreadsheet computes: an apostrophe before what would be a formula. `plainCell` undoes it exactly. */
export function inertCell(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was before `inertCell`. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
