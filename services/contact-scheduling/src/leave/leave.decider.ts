import {
  addDays,
  type BusinessDate,
  businessDateOf,
  daysBetween,
  LeaveCancelled,
  LeaveTaken,
} from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf, Rejected } from '@hengxin/event-sourcing';
import type { Given } from '../plan/plan.commands.js';
import { type LeaveRejection, leaveRejections as refuse } from './leave.rejections.js';

/** Days of one leave at most. */
const LONGEST_DAYS = 366;

export type LeaveFacts = Omit<DataOf<typeof LeaveTaken>, 'takenAt'>;

/** Somebody's leave, as far as another one may not lie on the same days. */
export interface Away {
  readonly staffId: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** What is known of others when a leave is taken. */
export interface Others {
  /** Whether the one who will be away is a relationship manager whom the caller may speak for. */
  readonly staffKnown: boolean;
  /** Whether the cover is a relationship manager on the first day; true where none is named. */
  readonly coverKnown: boolean;
  /** A leave of the cover on some of these days. */
  readonly coverAway: Away | null;
  /** A leave on some of these days for which the one who will be away is the cover. */
  readonly covering: Away | null;
}

export type TakeLeave = Command<
  'TakeLeave',
  Given & LeaveFacts & { readonly timeZone: string; readonly others: Others }
>;
export type CancelLeave = Command<'CancelLeave', Given & { readonly leaveId: string; readonly mayCancel: boolean }>;
export type LeaveCommand = TakeLeave | CancelLeave;
export type LeaveEvent = EventOf<typeof LeaveTaken | typeof LeaveCancelled>;

/** All leaves of one member of staff, those cancelled as well. */
export type LeavesOfStaff = readonly (LeaveFacts & {
  readonly cancelled: boolean;
  /** RFC 3339; null: it was not. */
  readonly cancelledAt: string | null;
})[];

type Decision = readonly LeaveEvent[] | Rejected<LeaveRejection>;

/** The rules of one person's leaves. Pure: what is known of others arrives inside the command. */
export const leaveDecider: Decider<LeaveCommand, LeaveEvent, LeavesOfStaff> = {
  initial: [],
  decide: {
    TakeLeave: ({ others, callerId: _caller, today: _today, now, timeZone, ...leave }, leaves): Decision => {
      const { leaveId, staffId, from, to, portion, coverId } = leave;
      if (!others.staffKnown) return refuse.LEAVE_STAFF_UNKNOWN({ staffId });
      if (to < from) return refuse.LEAVE_DATES_REVERSED({ from, to });
      if (daysBetween(from, to) >= LONGEST_DAYS) return refuse.LEAVE_TOO_LONG({ from, to, most: LONGEST_DAYS });
      const other = leaves.flatMap((known) => lasted(known, timeZone) ?? []).find((known) => overlap(known, leave));
      if (other) return refuse.LEAVE_OVERLAPS({ from: other.from, to: other.to });
      if (coverId === staffId) return refuse.LEAVE_COVER_IS_SELF({});
      if (!others.coverKnown) return refuse.LEAVE_COVER_UNKNOWN({ coverId: coverId!, from });
      const { coverAway, covering } = others;
      if (coverAway) return refuse.LEAVE_COVER_AWAY({ coverId: coverId!, from: coverAway.from, to: coverAway.to });
      if (covering)
        return refuse.LEAVE_COVERS_OTHERS({
          staffId,
          coveredId: covering.staffId,
          from: covering.from,
          to: covering.to,
        });
      return [LeaveTaken.of({ leaveId, staffId, from, to, portion, coverId, takenAt: now })];
    },
    CancelLeave: ({ leaveId, mayCancel, today, now }, leaves): Decision => {
      const leave = leaves.find((known) => known.leaveId === leaveId);
      if (!leave || !mayCancel) return refuse.LEAVE_UNKNOWN({ leaveId });
      if (leave.cancelled) return refuse.LEAVE_ALREADY_CANCELLED({ leaveId });
      if (leave.to < today) return refuse.LEAVE_OVER({ leaveId, to: leave.to });
      return [LeaveCancelled.of({ leaveId, staffId: leave.staffId, cancelledAt: now })];
    },
  },
  evolve: {
    LeaveTaken: ({ takenAt: _at, ...leave }, leaves) => [...leaves, { ...leave, cancelled: false, cancelledAt: null }],
    LeaveCancelled: ({ leaveId, cancelledAt }, leaves) =>
      leaves.map((leave) => (leave.leaveId === leaveId ? { ...leave, cancelled: true, cancelledAt } : leave)),
  },
};

/** The days that were or will be leave: of one that was taken back those before that day, and null where there are none. */
function lasted(leave: LeavesOfStaff[number], timeZone: string): Away | null {
  if (leave.cancelledAt === null) return leave;
  const last = addDays(businessDateOf(leave.cancelledAt, timeZone), -1);
  if (last < leave.from) return null;
  return last < leave.to ? { ...leave, to: last } : leave;
}

/** Whether two leaves have a day in common, whichever half of it. */
export function overlap(a: Pick<Away, 'from' | 'to'>, b: Pick<Away, 'from' | 'to'>): boolean {
  return a.from < addDays(b.to, 1) && b.from < addDays(a.to, 1);
}
