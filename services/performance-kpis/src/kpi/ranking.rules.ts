/** A row with the place it takes. */
export interface Ranked<Row> {
  readonly row: Row;
  readonly rank: number;
}

/** Rows in order of a value, equal ones sharing a rank (1, 2, 2, 4) and then by id; rows without a value come last. */
export function ranked<Row extends { readonly id: string; readonly sortValue: number | null }>(
  rows: readonly Row[],
  descending: boolean,
): Ranked<Row>[] {
  const sorted = [...rows].sort((a, b) => compareRows(a, b, descending));
  let rank = 0;
  return sorted.map((row, i) => {
    if (i === 0 || sorted[i - 1]!.sortValue !== row.sortValue) rank = i + 1;
    return { row, rank };
  });
}

/** Where a row stands against another; below zero when it comes first. */
export function compareRows(
  a: { id: string; sortValue: number | null },
  b: { id: string; sortValue: number | null },
  descending: boolean,
): number {
  if (a.sortValue !== b.sortValue) {
    if (a.sortValue === null) return 1;
    if (b.sortValue === null) return -1;
    return descending ? b.sortValue - a.sortValue : a.sortValue - b.sortValue;
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
