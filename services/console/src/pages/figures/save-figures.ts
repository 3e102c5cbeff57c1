import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { keyOf } from '../../api/ask.js';
import type { ResultOf } from '../../api/graphql.js';
import { csvOf } from '../../ui/csv.js';
import { download } from '../../ui/download.js';
import { FiguresTable } from './documents.js';
import { tableVariables } from './table.js';
import { type ExportWords, linesOf, type SeenFigures } from './lines.js';
import type { View } from './model.js';

/** The rows that are on screen, in their order: what is known of each level that is open. */
function seenRows(
  queries: QueryClient,
  language: string,
  view: View,
  unitId: string,
  level = 1,
): readonly SeenFigures[] {
  type Pages = InfiniteData<ResultOf<typeof FiguresTable>>;
  const known = queries.getQueryData<Pages>(keyOf(FiguresTable, tableVariables(view, unitId), language));
  const nodes = known?.pages.flatMap(({ kpiTable }) => kpiTable.edges.map(({ node }) => node)) ?? [];
  return nodes.flatMap((node) => [
    { level, node },
    ...(node.unit && view.open.includes(node.unit.id)
      ? seenRows(queries, language, view, node.unit.id, level + 1)
      : []),
  ]);
}

/** Saves the table as it is on screen; answers how many rows it has. */
export function saveFigures(
  queries: QueryClient,
  language: string,
  view: View,
  unitId: string | null,
  words: ExportWords,
): number {
  const rows = unitId ? seenRows(queries, language, view, unitId) : [];
  const name = `${unitId ?? 'figures'}-${view.grain}-${view.start}.csv`;
  download(name, csvOf(linesOf(rows, view.shown, words)), 'text/csv;charset=utf-8');
  return rows.length;
}
