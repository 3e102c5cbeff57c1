import {
  AttachmentAdded,
  CreditSplit,
  RatingRequested,
  VisitCancelled,
  VisitEnded,
  VisitGoalSet,
  VisitHandedOver,
  VisitPlanned,
  VisitRated,
  VisitReviewed,
  VisitReviewFellDue,
  VisitStarted,
} from '@hengxin/contracts';
import { type Decider, type EventOf, isRejected, type Rejected } from '@hengxin/event-sourcing';
import { decideAttachment } from '../attachment/attachment.rules.js';
import { decideRating, decideRatingRequest } from '../rating/rating.rules.js';
import { decideEnd, decidePlan, decideReview, decideSplit, decideStart } from './visit-steps.rules.js';
import type { VisitCommand } from './visit.commands.js';
import { visitRejections as refuse } from './visit.rejections.js';
import { GOAL_SENTENCE_CHARACTERS, isMeasurable } from './visit.rules.js';
import type { Visit, VisitState } from './visit.state.js';

export type VisitEvent = EventOf<
  | typeof VisitPlanned
  | typeof VisitGoalSet
  | typeof VisitStarted
  | typeof VisitEnded
  | typeof VisitReviewed
  | typeof VisitReviewFellDue
  | typeof VisitCancelled
  | typeof VisitHandedOver
  | typeof CreditSplit
  | typeof RatingRequested
  | typeof VisitRated
  | typeof AttachmentAdded
>;

type Decision = readonly VisitEvent[] | Rejected;

/** The rules of one visit. Pure: ids, clock, consents, parts and claims arrive inside the command. */
export const visitDecider: Decider<VisitCommand, VisitEvent, VisitState> = {
  initial: undefined,
  decide: {
    PlanVisit: (command, visit): Decision => (visit ? [] : decidePlan(command)),
    SetVisitGoal: ({ goal, now, ...given }, visit): Decision => {
      const own = ownVisit(given, visit, ['PLANNED']);
      if (isRejected(own)) return own;
      if (!isMeasurable(goal)) return refuse.GOAL_WITHOUT_MEASURE({ characters: GOAL_SENTENCE_CHARACTERS });
      return [VisitGoalSet.of({ ...subject(own), goal, setAt: now })];
    },
    StartVisit: (command, visit): Decision => {
      const own = ownVisit(command, visit, ['PLANNED']);
      return isRejected(own) ? own : decideStart(command, own);
    },
    EndVisit: (command, visit): Decision => {
      const own = ownVisit(command, visit, ['STARTED']);
      return isRejected(own) ? own : decideEnd(command, own);
    },
    ReviewVisit: (command, visit): Decision => {
      const own = ownVisit(command, visit, ['ENDED']);
      return isRejected(own) ? own : decideReview(command, own);
    },
    CancelVisit: ({ reason, noShow, ...given }, visit): Decision => {
      // Who finds nobody there may have said that the visit began.
      const own = ownVisit(given, visit, ['PLANNED', 'STARTED']);
      return isRejected(own) ? own : [VisitCancelled.of({ ...subject(own), reason, noShow })];
    },
    SplitCredit: (command, visit): Decision => {
      const own = ownVisit(command, visit, ['PLANNED', 'STARTED', 'ENDED', 'REVIEWED']);
      return isRejected(own) ? own : decideSplit(command, own);
    },
    PassReviewDeadline: (_, visit): Decision => {
      if (!visit?.ended || visit.reviewPassed) return [];
      const { reviewDueAt: dueAt, businessDate: endedOn } = visit.ended;
      return [VisitReviewFellDue.of({ ...subject(visit), dueAt, endedOn, inTime: visit.review?.onTime ?? false })];
    },
    HandOverVisit: ({ fromId, toId, unitId, now }, visit): Decision => {
      // One that has begun stays with who is there.
      if (visit?.state !== 'PLANNED' || visit.staffId !== fromId || fromId === toId) return [];
      const { visitId, clientId } = visit;
      const moved = { visitId, clientId, staffId: toId, previousStaffId: fromId, unitId };
      return [VisitHandedOver.of({ ...moved, handedOverAt: now })];
    },
    RequestRating: (command, visit): Decision => {
      const own = ownVisit(command, visit, ['ENDED', 'REVIEWED']);
      return isRejected(own) ? own : decideRatingRequest(command, own);
    },
    RateVisit: decideRating,
    AddAttachment: decideAttachment,
  },
  evolve: {
    VisitPlanned: ({ goal, toldAt, ...plan }) => ({
      ...plan,
      state: 'PLANNED',
      goal: goal && { goal, at: toldAt, by: plan.staffId },
      started: null,
      ended: null,
      review: null,
      reviewPassed: null,
      cancelled: null,
      credit: null,
    }),
    VisitGoalSet: ({ goal, setAt, staffId }, visit) => visit && { ...visit, goal: { goal, at: setAt, by: staffId } },
    VisitStarted: (started, visit) => visit && { ...visit, state: 'STARTED', started },
    VisitEnded: (ended, visit) => visit && { ...visit, state: 'ENDED', ended },
    VisitReviewed: (review, visit) => visit && { ...visit, state: 'REVIEWED', review },
    VisitReviewFellDue: ({ inTime }, visit) => visit && { ...visit, reviewPassed: { inTime } },
    VisitCancelled: ({ reason, noShow }, visit) =>
      visit && { ...visit, state: noShow ? 'NO_SHOW' : 'CANCELLED', cancelled: { reason } },
    VisitHandedOver: ({ staffId, unitId }, visit) =>
      visit && {
        ...visit,
        staffId,
        unitId,
        participantIds: visit.participantIds.filter((id) => id !== staffId),
        // Shared among those who were to go before: it is the new one's, until they share it.
        credit: null,
      },
    RatingRequested: (_, visit) => visit,
    VisitRated: ({ stars, comment, ratedAt }, visit) => visit && { ...visit, rating: { stars, comment, ratedAt } },
    CreditSplit: ({ shares }, visit) => visit && { ...visit, credit: shares },
    AttachmentAdded: ({ attachment }, visit) =>
      visit && { ...visit, attachments: [...(visit.attachments ?? []), attachment] },
  },
};

function subject({ visitId, clientId, staffId }: Visit) {
  return { visitId, clientId, staffId };
}

/** The caller's own visit in one of the states; a stranger's is refused as an unknown one. */
function ownVisit(
  { visitId, callerId }: { readonly visitId: string; readonly callerId: string },
  visit: VisitState,
  states: readonly Visit['state'][],
): Visit | Rejected {
  if (visit?.staffId !== callerId) return refuse.VISIT_UNKNOWN({ visitId });
  return states.includes(visit.state) ? visit : misplaced(visit, states);
}

/** Why a visit is in no state for a command: it is not there yet, or is past it. */
function misplaced({ visitId, state, started, ended, review }: Visit, wanted: readonly Visit['state'][]): Rejected {
  switch (state) {
    case 'PLANNED':
      return wanted.includes('STARTED') ? refuse.VISIT_NOT_STARTED({ visitId }) : refuse.VISIT_NOT_ENDED({ visitId });
    case 'STARTED':
      return wanted.includes('ENDED')
        ? refuse.VISIT_NOT_ENDED({ visitId })
        : refuse.VISIT_ALREADY_STARTED({ visitId, startedAt: started!.startedAt });
    case 'ENDED':
      return refuse.VISIT_ALREADY_ENDED({ visitId, endedAt: ended!.endedAt });
    case 'REVIEWED':
      return refuse.VISIT_ALREADY_REVIEWED({ visitId, reviewedAt: review!.reviewedAt });
    case 'CANCELLED':
    case 'NO_SHOW':
      return refuse.VISIT_CALLED_OFF({ visitId });
  }
}
