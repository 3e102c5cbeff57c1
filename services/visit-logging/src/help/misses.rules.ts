import type { GoalResult } from '@hengxin/contracts';

/** A visit that was reviewed, as far as it says whether two running were missed. */
export interface ReviewedVisit {
  readonly visitId: string;
  readonly endedAt: string;
  readonly result: GoalResult;
}

/**
 * Rule 10: the last of two or more MISSED running, of which the visit is one; undefined where it is none of such.
 * Running: they ended one after the other, of those reviewed, no matter who made them. What ended behind them takes
 * nothing back, however soon or late either is told.
 */
export function lastMissedRunning<V extends ReviewedVisit>(reviewed: readonly V[], visitId: string): V | undefined {
  const inOrder = [...reviewed].sort((a, b) => Date.parse(a.endedAt) - Date.parse(b.endedAt));
  const isMissed = (place: number) => inOrder[place]?.result === 'MISSED';
  const place = inOrder.findIndex((visit) => visit.visitId === visitId);
  if (!isMissed(place)) return undefined;
  let last = place;
  while (isMissed(last + 1)) last++;
  return last > place || isMissed(place - 1) ? inOrder[last] : undefined;
}
