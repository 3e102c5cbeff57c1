import type { BusinessDate, PlanReason } from '@hengxin/contracts';
import { capacityOf } from '../plan/capacity.policy.js';
import {
  type Candidate,
  type ClientsOfPlan,
  drawPlan,
  type OpenClients,
  type PlanLine,
} from '../plan/draw-plan.policy.js';

/** Clients of others whom a cover is offered a day at most, beyond their own places. */
const MOST_A_DAY = 3;

/** Somebody on leave, with those whom they keep. */
export interface Absent {
  readonly staffId: string;
  readonly candidates: readonly Candidate[];
}

/** A client of somebody on leave. */
export interface CoverLine {
  readonly coverFor: string;
  readonly line: PlanLine;
}

/** What the plans of the absent and of the cover say of their clients already. */
export interface Standing {
  readonly open: OpenClients;
  readonly planned: ClientsOfPlan;
}

/** How many clients of others a cover's plan has room for. What fell away gives its place back. */
export function placesForCover(items: readonly { readonly coverFor?: string | undefined; readonly status: string }[]) {
  const taken = items.filter(({ coverFor, status }) => coverFor !== undefined && status !== 'CANCELLED');
  return Math.max(0, MOST_A_DAY - taken.length);
}

/**
 * What is offered to a cover on a working day (rule 4): what rule 1 would have drawn for the absent at full capacity,
 * promises first, then prompts, then cadence with a ratio of 1 and more. Of several who are away, all of the one kind
 * come before the next, each ranked as rule 1 ranks it.
 */
export function coverLines(
  date: BusinessDate,
  absent: readonly Absent[],
  { open, planned }: Standing,
  places: number,
): CoverLine[] {
  if (places === 0) return [];
  const full = capacityOf({ workingDay: true });
  const keepers = new Map<string, string>();
  const chosen: Candidate[] = [];
  for (const { staffId, candidates } of absent) {
    const byId = new Map(candidates.map((candidate) => [candidate.clientId, candidate]));
    for (const { clientId, reason } of drawPlan({ date, capacity: full }, candidates, open, planned)) {
      if (!isOffered(reason)) continue;
      keepers.set(clientId, staffId);
      chosen.push(byId.get(clientId)!);
    }
  }
  // As many places as clients: what is left of rule 1 is its order.
  const lines = drawPlan({ date, capacity: chosen.length }, chosen, open, planned);
  return lines.slice(0, places).map((line) => ({ coverFor: keepers.get(line.clientId)!, line }));
}

/** A promise or a prompt, or a ratio of 1 and more. */
function isOffered({ code, daysSinceContact, intervalDays }: PlanReason): boolean {
  return code !== 'CADENCE' || daysSinceContact === null || (intervalDays !== null && daysSinceContact >= intervalDays);
}
