import { useAskPages } from '../../api/ask.js';
import { FiguresTable, ROWS_A_PAGE } from './documents.js';
import type { View } from './model.js';

/** What is asked of the rows below a unit. */
export const tableVariables = (view: Pick<View, 'grain' | 'start' | 'by' | 'descending'>, unitId: string) => ({
  unitId,
  period: { grain: view.grain, start: view.start },
  sortBy: view.by,
  descending: view.descending,
  first: ROWS_A_PAGE,
});

/** The rows below a unit, page by page. */
export const useLevel = (view: View, unitId: string | undefined) =>
  useAskPages(FiguresTable, tableVariables(view, unitId ?? ''), ({ kpiTable }) => kpiTable, {
    when: unitId !== undefined,
    holdOn: true,
  });
