export type Ending = 'csv' | 'xlsx';
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
  return `/export/kpi.${ending}?${new URLSearchParams({ ...asked, metrics: metrics.join(',') }).toString()}`;
}
