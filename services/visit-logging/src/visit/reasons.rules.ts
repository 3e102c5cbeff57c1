import { MISS_REASONS, type MissReason } from '@hengxin/contracts';

/** Visits that did not wholly meet their goal for a reason, of one person placed in one unit. */
export interface ReasonCount {
  readonly unitId: string;
  readonly staffId: string;
  readonly reason: MissReason;
  readonly visits: number;
  /** Sum of the preparation scores of those visits. */
  readonly score: number;
}

/** A line of the report: of a unit with all below it, or of a member of staff there. */
export interface ReasonRow {
  readonly unitId: string;
  readonly staffId: string | null;
  readonly reason: MissReason;
  readonly visits: number;
  readonly meanPreparation: number;
}

/**
 * Reason by preparation score (rule 10): first the unit as a whole, then what hangs directly below it, each by reason
 * in the order of the rulebook. `childOf` answers the child that a unit lies in; the unit itself for those placed in
 * it, whose rows are by member of staff. A visit with several reasons stands in the row of each.
 */
export function reasonRows(
  unitId: string,
  counts: readonly ReasonCount[],
  childOf: (unitId: string) => string,
): ReasonRow[] {
  const sums = new Map<
    string,
    { unitId: string; staffId: string | null; reason: MissReason; visits: number; score: number }
  >();
  const add = (of: { unitId: string; staffId: string | null }, { reason, visits, score }: ReasonCount): void => {
    const key = JSON.stringify([of.unitId, of.staffId, reason]);
    const sum = sums.get(key) ?? { ...of, reason, visits: 0, score: 0 };
    sums.set(key, { ...sum, visits: sum.visits + visits, score: sum.score + score });
  };
  for (const count of counts) {
    add({ unitId, staffId: null }, count);
    const child = childOf(count.unitId);
    add({ unitId: child, staffId: child === unitId ? count.staffId : null }, count);
  }
  const place = (row: { unitId: string; staffId: string | null }) =>
    row.unitId !== unitId ? `1 ${row.unitId}` : row.staffId === null ? '0' : `2 ${row.staffId}`;
  return [...sums.values()]
    .sort(
      (a, b) =>
        (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0) ||
        MISS_REASONS.indexOf(a.reason) - MISS_REASONS.indexOf(b.reason),
    )
    .map(({ score, ...row }) => ({ ...row, meanPreparation: score / row.visits }));
}
