/** A row as it is seen: 1 for the topmost level. `isOpen` null: it cannot be opened. */
export interface SeenRow {
  readonly key: string;
  readonly level: number;
  readonly isOpen: boolean | null;
}
/** Where a key leads: to another row, into the cells of this one, or to this one being opened or shut. */
export type Step =
  | { readonly kind: 'row'; readonly key: string }
  | { readonly kind: 'cells' }
  | { readonly kind: 'toggle'; readonly key: string };

/** What a key does on a row of a tree, as the pattern `treegrid` of ARIA has it; null: nothing. Pure. */
export function stepOf(rows: readonly SeenRow[], key: string, pressed: string): Step | null {
  const at = rows.findIndex((row) => row.key === key);
  const row = rows[at];
  if (!row) return null;
  const to = (target: SeenRow | undefined): Step | null =>
    target && target !== row ? { kind: 'row', key: target.key } : null;
  switch (pressed) {
    case 'ArrowDown':
      return to(rows[at + 1]);
    case 'ArrowUp':
      return to(rows[at - 1]);
    case 'Home':
      return to(rows[0]);
    case 'End':
      return to(rows.at(-1));
    case 'ArrowRight':
      return row.isOpen === false ? { kind: 'toggle', key } : { kind: 'cells' };
    case 'ArrowLeft':
      return row.isOpen ? { kind: 'toggle', key } : to(rows.slice(0, at).findLast(({ level }) => level < row.level));
    case 'Enter':
      return row.isOpen === null ? { kind: 'cells' } : { kind: 'toggle', key };
    default:
      return null;
  }
}

export interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

/** Largest first where another column is pressed; the other way round where it is the same. */
export const nextSort = (sort: Sort, key: string): Sort => ({ key, descending: sort.key !== key || !sort.descending });
