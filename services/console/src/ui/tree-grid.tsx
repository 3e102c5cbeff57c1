import { createContext, type FocusEvent, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { Icon } from './icon.js';
import { onKey, rowOf, rowsIn } from './tree-keys.js';
import type { Sort } from './tree-steps.js';
import css from './tree-grid.module.css';

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  /** Left out on a phone. */
  readonly minor?: boolean;
}
interface GridProps {
  readonly caption: string;
  /** The title of the first column, which holds the names. */
  readonly first: string;
  readonly columns: readonly Column[];
  readonly sort?: Sort;
  onSort?(key: string): void;
  readonly children: ReactNode;
}
interface Roving {
  readonly active: string | null;
  readonly columns: readonly Column[];
}
const RovingContext = createContext<Roving>({ active: null, columns: [] });
/**
 * A table whose rows open downwards, of one element for head and body, so that a screen reader keeps the column of
 * every figure. Tab stops at one row; arrows lead to the others, and to the right into what can be pressed in a row.
 */
export function TreeGrid({ caption, first, columns, sort, onSort, children }: GridProps) {
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const focused = useRef({ row: null as HTMLElement | null, at: 0 });
  useEffect(() => {
    const body = table.current!.tBodies[0]!;
    // Rows come as they are answered, and the one that Tab stopped at may go, as when another unit is chosen.
    const look = () => {
      const keys = rowsIn(body).map(({ dataset }) => dataset['key']!);
      setActive((before) => (before !== null && keys.includes(before) ? before : (keys[0] ?? null)));
      // What stood for rows on their way is gone, and the focus with it: it goes on to the row that came there.
      const { row, at } = focused.current;
      if (row && !row.isConnected && document.activeElement === document.body)
        rowsIn(body)
          .at(Math.min(at, keys.length - 1))
          ?.focus();
    };
    look();
    const watch = new MutationObserver(look);
    watch.observe(body, { childList: true });
    return () => watch.disconnect();
  }, []);
  const onFocus = (event: FocusEvent) => {
    const row = rowOf(event.target);
    if (!row) return;
    focused.current = { row, at: rowsIn(table.current!).indexOf(row) };
    setActive(row.dataset['key']!);
  };
  // Focus that left by itself is not brought back; a row that is taken away loses it too, but is gone by then.
  const onBlur = () => {
    const { row } = focused.current;
    queueMicrotask(() => {
      if (row?.isConnected && focused.current.row === row) focused.current.row = null;
    });
  };
  return (
    <RovingContext value={useMemo(() => ({ active, columns }), [active, columns])}>
      <div className={css.holder}>
        <table
          ref={table}
          role="treegrid"
          aria-label={caption}
          className={css.tree}
          onKeyDown={(event) => onKey(event, table.current!)}
          onFocus={onFocus}
          onBlur={onBlur}
        >
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {columns.map((column) => (
                <HeadCell key={column.key} column={column} sort={sort} onSort={() => onSort?.(column.key)} />
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </RovingContext>
  );
}

interface HeadProps {
  readonly column: Column;
  readonly sort: Sort | undefined;
  onSort(): void;
}
function HeadCell({ column: { key, title, sortable, numeric, minor }, sort, onSort }: HeadProps) {
  const sorted = sort?.key === key ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" data-numeric={numeric} data-minor={minor} aria-sort={sorted}>
      {sortable ? (
        <button type="button" onClick={onSort}>
          {title}
          <span aria-hidden="true">{sorted ? (sorted === 'descending' ? '↓' : '↑') : '↕'}</span>
        </button>
      ) : (
        title
      )}
    </th>
  );
}

interface RowProps {
  readonly id: string;
  /** 1 for the topmost. */
  readonly level: number;
  readonly name: ReactNode;
  /** One a column, in their order. */
  readonly cells: readonly ReactNode[];
  /** Undefined: it cannot be opened. */
  readonly isOpen?: boolean;
  /** What the button that opens says. */
  readonly expand?: string;
  readonly isChosen?: boolean;
  onToggle?(): void;
}
const DEEPEST = 7;

/** A row of a tree; what can be pressed in it has to leave the Tab order (`tabIndex={-1}`). */
export function TreeRow({ id, level, name, cells, isOpen, expand, isChosen, onToggle }: RowProps) {
  const { active, columns } = use(RovingContext);
  return (
    <tr
      data-key={id}
      data-level={Math.min(level, DEEPEST)}
      aria-level={level}
      aria-expanded={isOpen}
      aria-selected={isChosen}
      tabIndex={active === id ? 0 : -1}
    >
      <th scope="row">
        <div className={css.first}>
          {isOpen === undefined ? (
            <span className={css.leaf} />
          ) : (
            <button
              type="button"
              tabIndex={-1}
              data-toggle
              className={css.expander}
              aria-label={expand}
              onClick={onToggle}
            >
              <Icon name="chevron" size={14} />
            </button>
          )}
          {name}
        </div>
      </th>
      {columns.map(({ key, numeric, minor }, index) => (
        <td key={key} data-numeric={numeric} data-minor={minor}>
          {cells[index]}
        </td>
      ))}
    </tr>
  );
}

/** A row that is no row of the tree: that more is on its way, why it is not, or the button for more. */
export function TreeNote({
  id,
  level,
  children,
}: {
  readonly id: string;
  readonly level: number;
  readonly children: ReactNode;
}) {
  const { active, columns } = use(RovingContext);
  return (
    <tr
      data-key={id}
      data-level={Math.min(level, DEEPEST)}
      data-note
      aria-level={level}
      tabIndex={active === id ? 0 : -1}
    >
      <td colSpan={columns.length + 1}>
        <div className={css.first}>
          <span className={css.leaf} />
          {children}
        </div>
      </td>
    </tr>
  );
}
