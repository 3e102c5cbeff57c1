import type { BusinessDate, PlannedItem } from '@hengxin/contracts';
import { deterministicId } from '@hengxin/service-kit';
import type { PlanLine } from './domain/draw-plan.js';
import type { PlanKey } from './domain/plan.commands.js';

/** The plan of a member of staff and day: the same id wherever it is asked for. */
export function planKey(staffId: string, date: BusinessDate): PlanKey {
  return { planId: deterministicId(staffId, date), staffId, date };
}

/** A place in a plan with its id: one a member of staff, day and client. */
export function plannedItem({ staffId, date }: PlanKey, line: PlanLine): PlannedItem {
  return { itemId: deterministicId(staffId, date, line.clientId), ...line };
}
