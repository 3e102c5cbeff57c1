import type { BusinessDate, DayPortion } from '@hengxin/contracts';
import type { LeavesOfStaff } from './leave.decider.js';
import type { StoredLeave } from './leaves.projection.js';

/** `Leave` of the schema. */
export interface LeaveView {
  readonly id: string;
  readonly staff: { readonly id: string };
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly portion: DayPortion;
  readonly cover: { readonly id: string } | null;
  readonly cancelled: boolean;
}

export function leaveView({ id, staffId, from, to, portion, coverId, cancelled }: StoredLeave): LeaveView {
  return { id, staff: { id: staffId }, from, to, portion, cover: coverId === null ? null : { id: coverId }, cancelled };
}

/** A leave as a command left it. */
export function leaveIn(leaves: LeavesOfStaff, leaveId: string): LeaveView | null {
  const leave = leaves.find((known) => known.leaveId === leaveId);
  return leave ? leaveView({ ...leave, id: leave.leaveId }) : null;
}
