import {
  addDays,
  businessDateOf,
  chinaCalendar,
  CreditSplit,
  VisitEnded,
  VisitPlanned,
  VisitReviewed,
  VisitStarted,
} from '@hengxin/contracts';
import { type EventOf, isRejected, type Rejected } from '@hengxin/event-sourcing';
import { outsideCalendar } from '../contact/contact.decider.js';
import { contactRejections } from '../contact/contact.rejections.js';
import { isCloserThanDistrict } from './district.rules.js';
import { answeredChecklist } from './etiquette.rules.js';
import type { EndVisit, PlanVisit, ReviewVisit, SplitCredit, StartVisit } from './visit.commands.js';
import { visitRejections as refuse } from './visit.rejections.js';
import {
  GOAL_SENTENCE_CHARACTERS,
  isMeasurable,
  isReady,
  PLANNED_BACK_DAYS,
  preparationOf,
  REQUIRED_SCORE,
  reviewDueAt,
} from './visit.rules.js';
import { partOf, type Visit } from './visit.state.js';

type Decision<E> = readonly E[] | Rejected;

export function decidePlan(command: PlanVisit['data']): Decision<EventOf<typeof VisitPlanned>> {
  const { visitId, clientId, callerId, unitId, plannedOn, plannedAt, place, goal, now, timeZone } = command;
  if (!command.clientWithinReach) return contactRejections.CLIENT_UNKNOWN({ clientId });
  if (!chinaCalendar.supports(plannedOn)) return outsideCalendar(plannedOn, ['input', 'plannedOn']);
  const today = businessDateOf(now, timeZone);
  // A batch made without a network may come days later.
  if (plannedOn < addDays(today, -PLANNED_BACK_DAYS))
    return refuse.VISIT_DAY_PAST({ plannedOn, days: PLANNED_BACK_DAYS, today });
  if (plannedAt !== null && businessDateOf(plannedAt, timeZone) !== plannedOn)
    return refuse.VISIT_HOUR_OUTSIDE_DAY({ plannedAt, plannedOn });
  if (command.noContact) return refuse.VISIT_CLIENT_WANTS_NO_CONTACT({ clientId });
  if (!command.consented)
    return contactRejections.CONSENT_MISSING({ clientId, channel: 'VISIT', startedAt: plannedAt ?? plannedOn }, [
      'input',
      'clientId',
    ]);
  const participantIds = [...command.participantIds];
  const twice = participantIds.find((id, i) => id === callerId || participantIds.indexOf(id) !== i);
  const stranger = twice ?? command.strangerId;
  if (stranger !== null) return refuse.PARTICIPANT_UNKNOWN({ staffId: stranger });
  if (goal && !isMeasurable(goal)) return refuse.GOAL_WITHOUT_MEASURE({ characters: GOAL_SENTENCE_CHARACTERS });
  const told = { visitId, clientId, staffId: callerId, unitId, participantIds, plannedOn, plannedAt, place, goal };
  return [VisitPlanned.of({ ...told, toldAt: now })];
}

export function decideStart(command: StartVisit['data'], visit: Visit): Decision<EventOf<typeof VisitStarted>> {
  const { startedAt, now, timeZone, district, overrideReason, otherVisitId } = command;
  const { visitId, clientId, staffId } = visit;
  const businessDate = businessDateOf(startedAt, timeZone);
  if (!chinaCalendar.supports(businessDate)) return outsideCalendar(businessDate, ['input', 'startedAt']);
  if (Date.parse(startedAt) > Date.parse(now)) return refuse.VISIT_IN_FUTURE({ startedAt, now });
  if (district !== null && isCloserThanDistrict(district)) return refuse.DISTRICT_TOO_CLOSE();
  if (!command.clientWithinReach) return contactRejections.CLIENT_UNKNOWN({ clientId }, ['input', 'visitId']);
  if (command.noContact) return refuse.VISIT_CLIENT_WANTS_NO_CONTACT({ clientId }, ['input', 'visitId']);
  if (!command.consented)
    return contactRejections.CONSENT_MISSING({ clientId, channel: 'VISIT', startedAt }, ['input', 'visitId']);
  const checklist = answeredChecklist(command.checklist, command.checklistVersion);
  if ('unknown' in checklist)
    return refuse.CHECKLIST_ITEM_UNKNOWN({ item: checklist.unknown, version: command.checklistVersion });
  const dayOf = (moment: string) => businessDateOf(moment, timeZone);
  const preparation = preparationOf(visit.goal, command.parts, businessDate, dayOf);
  const { score } = preparation;
  const isPrepared = isReady(preparation);
  if (!isPrepared && overrideReason === null) return refuse.VISIT_NOT_PREPARED({ score, required: REQUIRED_SCORE });
  if (otherVisitId !== null) return refuse.VISIT_UNDER_WAY({ otherVisitId });
  return [
    VisitStarted.of({
      visitId,
      clientId,
      staffId,
      startedAt,
      businessDate,
      district,
      checklist: [...checklist],
      parts: [...preparation.parts],
      score,
      overrideReason: isPrepared ? null : overrideReason,
    }),
  ];
}

export function decideEnd(command: EndVisit['data'], visit: Visit): Decision<EventOf<typeof VisitEnded>> {
  const { contact, findings, endedAt, now, timeZone, outcome, notes, topics, uses = [], achieved } = command;
  if (isRejected(contact)) return contact;
  if (findings.length > 1 && findings.some(({ kind }) => kind === 'NONE')) return refuse.FINDINGS_CONTRADICT();
  const silent = findings.find(
    ({ kind, text, amountCents }) => kind !== 'NONE' && !text?.trim() && amountCents === null,
  );
  if (silent) return refuse.FINDING_WITHOUT_TEXT({ kind: silent.kind });
  const { visitId, clientId, staffId, started } = visit;
  const businessDate = businessDateOf(endedAt, timeZone);
  return [
    VisitEnded.of({
      visitId,
      clientId,
      staffId,
      startedAt: started!.startedAt,
      endedAt,
      businessDate,
      outcome,
      notes,
      findings: [...findings],
      topics: [...topics],
      ...(uses.length > 0 && { uses: [...uses] }),
      achieved,
      loggedAt: now,
      contactId: contact.contactId,
      unitId: contact.unitId,
      planItemId: contact.planItemId,
      reviewDueAt: reviewDueAt(command.nextWorkingDay(businessDate), timeZone),
    }),
  ];
}

export function decideReview(command: ReviewVisit['data'], visit: Visit): Decision<EventOf<typeof VisitReviewed>> {
  const { result, reasons, lesson, nextTopic, nextOn, now } = command;
  const { visitId, clientId, staffId } = visit;
  const { reviewDueAt: dueAt, businessDate: endedOn, findings } = visit.ended!;
  if (result !== 'MET') {
    if (reasons.length === 0) return refuse.REVIEW_REASON_MISSING();
    if (!nextTopic?.trim()) return refuse.REVIEW_TOPIC_MISSING();
    if (nextOn === null) return refuse.REVIEW_DATE_MISSING();
  }
  if (nextOn !== null && !chinaCalendar.supports(nextOn)) return outsideCalendar(nextOn, ['input', 'nextOn']);
  // Ahead of the visit, not of its review: agreed then, it holds even where its day has come before the review.
  if (nextOn !== null && nextOn <= endedOn) return refuse.REVIEW_DATE_NOT_AHEAD({ nextOn, day: endedOn });
  return [
    VisitReviewed.of({
      visitId,
      clientId,
      staffId,
      result,
      reasons: [...new Set(reasons)],
      lesson,
      nextTopic,
      nextOn,
      reviewedAt: now,
      onTime: Date.parse(now) <= Date.parse(dueAt),
      endedOn,
      score: visit.started!.score,
      findings: findings.filter(({ kind }) => kind !== 'NONE').length,
    }),
  ];
}

export function decideSplit(command: SplitCredit['data'], visit: Visit): Decision<EventOf<typeof CreditSplit>> {
  const { shares, helperIds } = command;
  const { visitId, clientId, staffId } = visit;
  const percent = shares.reduce((sum, share) => sum + share.percent, 0);
  const isTwice = new Set(shares.map((share) => share.staffId)).size < shares.length;
  if (percent !== 100 || isTwice) return refuse.CREDIT_NOT_WHOLE({ percent });
  const may = new Set([...partOf(visit), ...helperIds]);
  const stranger = shares.find((share) => !may.has(share.staffId));
  if (stranger) return refuse.CREDIT_OF_STRANGER({ staffId: stranger.staffId });
  return [CreditSplit.of({ visitId, clientId, staffId, shares: [...shares] })];
}
