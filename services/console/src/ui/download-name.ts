/** The name in `attachment; filename="kpi-U0001-MONTH-2026-02-01.csv"`. Pure. */
export const nameIn = (disposition: string | null): string | undefined =>
  /filename="([^"/\\]+)"/.exec(disposition ?? '')?.[1];
