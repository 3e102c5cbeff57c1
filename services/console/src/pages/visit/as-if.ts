import type { StepInputs, VisitStep } from '../../offline/visit-step.js';
import { isMeasurable } from '../visits/goal-model.js';
import type { ShownVisit } from './documents.js';

/** A visit as it stands once the platform has taken what waits on the device; a refused step changes nothing. Pure. */
export const asIfTaken = (visit: ShownVisit, steps: readonly VisitStep[]): ShownVisit =>
  steps.filter(({ state }) => state !== 'refused').reduce(withStep, visit);

/** One that the visit has taken already, or that does not fit it, changes nothing. */
function withStep(visit: ShownVisit, { input, at }: VisitStep): ShownVisit {
  const { setVisitGoal, startVisit, endVisit, reviewVisit, cancelVisit } = input;
  const { state, preparation } = visit;
  if (setVisitGoal && state === 'PLANNED') return withGoal(visit, setVisitGoal.goal);
  if (startVisit && state === 'PLANNED') {
    const { startedAt, district = null, overrideReason = null } = startVisit;
    const frozen = { ...preparation, frozenAt: startedAt, overrideReason };
    return { ...visit, state: 'STARTED', startedAt, district, preparation: frozen };
  }
  if (endVisit && state === 'STARTED') return withEnd(visit, endVisit);
  if (reviewVisit && state === 'ENDED') return withReview(visit, reviewVisit, at);
  if (cancelVisit && (state === 'PLANNED' || state === 'STARTED'))
    return { ...visit, state: cancelVisit.noShow ? 'NO_SHOW' : 'CANCELLED', cancelReason: cancelVisit.reason };
  return visit;
}

function withGoal(visit: ShownVisit, goal: StepInputs['setVisitGoal']['goal']): ShownVisit {
  const { kind, text, target = null, unit = null } = goal;
  const fresh = isMeasurable({ text, target });
  const { preparation } = visit;
  const parts = preparation.parts.map((part) => (part.part === 'GOAL' ? { ...part, fresh } : part));
  const score = parts.filter((part) => part.fresh).length;
  return {
    ...visit,
    goal: { kind, text, target, unit, achieved: null },
    preparation: { ...preparation, parts, score, ready: fresh && score >= preparation.required },
  };
}

/** Until when it is to be reviewed the platform says once it knows. */
function withEnd(visit: ShownVisit, { endedAt, findings, achieved = null }: StepInputs['endVisit']): ShownVisit {
  return {
    ...visit,
    state: 'ENDED',
    endedAt,
    reviewDueAt: null,
    reviewOverdue: false,
    goal: visit.goal && { ...visit.goal, achieved },
    findings: findings.map(({ kind, text = null, amount = null, dueOn = null }) => ({ kind, text, amount, dueOn })),
  };
}

/** Whether it was in time the platform says once it knows: `onTime` is not shown before. */
function withReview(visit: ShownVisit, review: StepInputs['reviewVisit'], at: number): ShownVisit {
  const { result, reasons, lesson = null, nextTopic = null, nextOn = null } = review;
  const reviewedAt = new Date(at).toISOString();
  return {
    ...visit,
    state: 'REVIEWED',
    review: { result, reasons: reasons ?? [], lesson, nextTopic, nextOn, reviewedAt, onTime: true },
  };
}
