import {
  ComplaintAnswered,
  ComplaintClosed,
  ComplaintFellOverdue,
  ComplaintRaised,
  type ComplaintState as StateName,
} from '@hengxin/contracts';
import {
  type Command,
  type DataOf,
  type Decider,
  type EventOf,
  isRejected,
  type Rejected,
} from '@hengxin/event-sourcing';
import { complaintRejections as refuse } from './complaint.rejections.js';
import type { Desk } from './complaint.rules.js';

export type ComplaintEvent = EventOf<
  typeof ComplaintRaised | typeof ComplaintFellOverdue | typeof ComplaintAnswered | typeof ComplaintClosed
>;

/** A complaint as its stream holds it. */
export interface Complaint extends DataOf<typeof ComplaintRaised> {
  readonly state: StateName;
  /** Its time has passed without an answer, once at least. */
  readonly overdue: boolean;
  /** Nobody is above to whom it could climb. */
  readonly atTop: boolean;
  readonly climbs: number;
  readonly answered: Pick<DataOf<typeof ComplaintAnswered>, 'answeredBy' | 'answer' | 'answeredAt' | 'inTime'> | null;
  readonly closed: Pick<DataOf<typeof ComplaintClosed>, 'closedBy' | 'word' | 'closedAt'> | null;
}

/** Undefined before it is raised. */
export type ComplaintState = Complaint | undefined;

interface Given {
  readonly complaintId: string;
  readonly callerId: string;
  /** RFC 3339. */
  readonly now: string;
  /** The caller heads the unit that answers, or the one in which it was heard, or one above. */
  readonly isHead: boolean;
}

/** By the end of a visit alone. */
export type RaiseComplaint = Command<'RaiseComplaint', DataOf<typeof ComplaintRaised>>;
export type AnswerComplaint = Command<'AnswerComplaint', Given & { readonly answer: string }>;
export type CloseComplaint = Command<'CloseComplaint', Given & { readonly word: string }>;
/** By its deadline alone. */
export type PassComplaintDeadline = Command<
  'PassComplaintDeadline',
  {
    readonly complaintId: string;
    readonly at: string;
    /** The next head above, and until when; null at the top. */
    readonly next: (Desk & { readonly answerDueAt: string }) | null;
  }
>;
export type ComplaintCommand = RaiseComplaint | AnswerComplaint | CloseComplaint | PassComplaintDeadline;

type Decision = readonly ComplaintEvent[] | Rejected;

/** The rules of one complaint: it is answered in time, or climbs from head to head, and is closed with a word. */
export const complaintDecider: Decider<ComplaintCommand, ComplaintEvent, ComplaintState> = {
  initial: undefined,
  decide: {
    RaiseComplaint: (raised, complaint): Decision => (complaint ? [] : [ComplaintRaised.of({ ...raised })]),
    AnswerComplaint: ({ answer, callerId: answeredBy, now: answeredAt, ...given }, complaint): Decision => {
      const open = unsettled({ ...given, callerId: answeredBy }, complaint, ['OPEN']);
      if (isRejected(open)) return open;
      // By the time itself: what acts on it may come late.
      const inTime = !open.overdue && Date.parse(answeredAt) <= Date.parse(open.answerDueAt);
      return [ComplaintAnswered.of({ ...subject(open), answeredBy, answer, answeredAt, inTime })];
    },
    CloseComplaint: ({ word, callerId: closedBy, now: closedAt, ...given }, complaint): Decision => {
      const known = unsettled({ ...given, callerId: closedBy }, complaint, ['OPEN', 'ANSWERED']);
      return isRejected(known) ? known : [ComplaintClosed.of({ ...subject(known), closedBy, word, closedAt })];
    },
    PassComplaintDeadline: ({ at: overdueAt, next }, complaint): Decision => {
      const isPast = complaint?.state === 'OPEN' && Date.parse(complaint.answerDueAt) <= Date.parse(overdueAt);
      if (!isPast || complaint.atTop) return [];
      const { unitId, addresseeId, answerDueAt } = next ?? complaint;
      const desk = { unitId, addresseeId, answerDueAt };
      return [ComplaintFellOverdue.of({ ...subject(complaint), ...desk, climbed: next !== null, overdueAt })];
    },
  },
  evolve: {
    ComplaintRaised: (raised) => ({
      ...{ ...raised, state: 'OPEN', overdue: false, atTop: false },
      ...{ climbs: 0, answered: null, closed: null },
    }),
    ComplaintFellOverdue: ({ unitId, addresseeId, answerDueAt, climbed }, complaint) =>
      complaint && {
        ...{ ...complaint, unitId, addresseeId, answerDueAt, overdue: true },
        ...{ atTop: !climbed, climbs: complaint.climbs + (climbed ? 1 : 0) },
      },
    ComplaintAnswered: ({ answeredBy, answer, answeredAt, inTime }, complaint) =>
      complaint && { ...complaint, state: 'ANSWERED', answered: { answeredBy, answer, answeredAt, inTime } },
    ComplaintClosed: ({ closedBy, word, closedAt }, complaint) =>
      complaint && { ...complaint, state: 'CLOSED', closed: { closedBy, word, closedAt } },
  },
};

function subject({ complaintId, clientId, visitId }: Complaint) {
  return { complaintId, clientId, visitId };
}

/**
 * A complaint of the caller's units in one of the states; any other is refused as an unknown one. Nobody settles what
 * was said to themselves, and may be about them.
 */
function unsettled(
  { complaintId, callerId, isHead }: Pick<Given, 'complaintId' | 'callerId' | 'isHead'>,
  complaint: ComplaintState,
  states: readonly StateName[],
): Complaint | Rejected {
  if (!complaint || !isHead) return refuse.COMPLAINT_UNKNOWN({ complaintId });
  if (complaint.staffId === callerId) return refuse.COMPLAINT_HEARD_BY_YOU({ complaintId });
  return states.includes(complaint.state)
    ? complaint
    : refuse.COMPLAINT_SETTLED({ complaintId, state: complaint.state });
}
