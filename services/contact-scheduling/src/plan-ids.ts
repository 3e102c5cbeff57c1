import type { BusinessDate, PlannedItem } from '@hengxin/contracts';
import { deterministicId } from '@hengxin/service-kit';
import type { PlanLine } from './plan/draw-plan.policy.js';
import type { PlanKey } from './plan/plan.commands.js';

/** The plan of a member of staff and day: the same id wherever it is asked for. */
export function planKey(staffId: string, date: BusinessDate): PlanKey {
  return { planId: deterministicId(staffId, date), staffId, date };
}

/** A place in a drawn plan with its id: one a member of staff, day and client. */
export function plannedItem({ staffId, date }: PlanKey, line: PlanLine): PlannedItem {
  return { itemId: deterministicId(staffId, date, line.clientId), ...line };
}

/**
 * A place that a member of staff gives a client by hand: one a command, so that a client can stand in a plan again. Its
 * first word holds a blank, as no member of staff's id does, so that it is nobody's drawn place.
 */
export function addedItem(staffId: string, commandId: string, line: PlanLine): PlannedItem {
  return { itemId: deterministicId('added by hand', staffId, commandId), ...line };
}

/** An item as it goes along with a handover: one for each new keeper, on any day on which it is moved. */
export function takenOverItem(staffId: string, fromItemId: string, line: PlanLine): PlannedItem {
  return { itemId: deterministicId('taken over', staffId, fromItemId), ...line };
}

/** An item that comes back with a leave that was taken back: one for each such leave. */
export function returnedItem(leaveId: string, fromItemId: string, line: PlanLine): PlannedItem {
  return { itemId: deterministicId('come back', leaveId, fromItemId), ...line };
}

/** A client of somebody on leave, in the plan of the one who covers for them: one a day. */
export function offeredItem({ staffId, date }: PlanKey, coverFor: string, line: PlanLine): PlannedItem {
  return { itemId: deterministicId('cover for', staffId, date, coverFor, line.clientId), ...line, coverFor };
}
