import { type Ending, pathOf } from '../figures/export-model.js';

/** What is on screen: the rows below a unit in a period, and which figures of them. */
export interface ExportAsked {
  readonly unitId: string;
  readonly grain: string;
  readonly start: string;
  readonly metrics: readonly string[];
  readonly view: string;
}

/** The address of a file of figures. Pure. */
export function exportPath(ending: Ending, { metrics, ...asked }: ExportAsked): string {
  return pathOf('kpi', ending, { ...asked, metrics: metrics.join(',') });
}
