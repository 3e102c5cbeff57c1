import { type ChecklistAnswer, type GoalResult, isDueProvisional, type MissReason } from '@hengxin/contracts';
import type { ContactView } from '../contact/contact.view.js';
import { yuanOf } from './money.rules.js';
import type { Visit } from './visit.state.js';

interface Reference<Type extends string> {
  readonly __typename: Type;
  readonly id: string;
}

/** A visit as the schema has it. What the visit does not hold itself is resolved field by field, out of `stored`. */
export interface VisitView {
  readonly __typename: 'Visit';
  readonly id: string;
  readonly stored: Visit;
  /** False for those who do not know the client by name: nothing that was said or written is theirs to read. */
  readonly showsTexts: boolean;
  readonly client: Reference<'Client'>;
  readonly staff: Reference<'Staff'>;
  readonly unit: Reference<'Unit'>;
  readonly participants: readonly Reference<'Staff'>[];
  readonly plannedOn: string;
  readonly plannedAt: string | null;
  readonly place: string;
  readonly district: string | null;
  readonly state: string;
  readonly cancelReason: string | null;
  readonly goal: object | null;
  readonly checklist: readonly ChecklistAnswer[];
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly findings: readonly object[];
  readonly review: ReviewView | null;
  readonly reviewDueAt: string | null;
  readonly reviewDueProvisional: boolean;
  readonly reviewOverdue: boolean;
  readonly rating: object | null;
  readonly credit: readonly { readonly staff: Reference<'Staff'>; readonly percent: number }[];
  /** Known where the contact has just been logged. */
  readonly contact?: ContactView | null;
}

export interface ReviewView {
  readonly result: GoalResult;
  readonly reasons: readonly MissReason[];
  readonly lesson: string | null;
  readonly nextTopic: string | null;
  readonly nextOn: string | null;
  readonly reviewedAt: string;
  readonly onTime: boolean;
}

const staffRef = (id: string): Reference<'Staff'> => ({ __typename: 'Staff', id });

export function viewOfVisit(visit: Visit, unitId: string, showsTexts: boolean): VisitView {
  const { visitId, clientId, staffId, started, ended, state, cancelled } = visit;
  const told = <T>(text: T): T | null => (showsTexts ? text : null);
  return {
    __typename: 'Visit',
    id: visitId,
    stored: visit,
    showsTexts,
    client: { __typename: 'Client', id: clientId },
    staff: staffRef(staffId),
    unit: { __typename: 'Unit', id: unitId },
    participants: visit.participantIds.map(staffRef),
    plannedOn: visit.plannedOn,
    plannedAt: visit.plannedAt,
    place: visit.place,
    district: told(started?.district ?? null),
    state,
    cancelReason: told(cancelled?.reason ?? null),
    goal: visit.goal && {
      ...visit.goal.goal,
      text: showsTexts ? visit.goal.goal.text : '',
      achieved: ended?.achieved ?? null,
    },
    checklist: started?.checklist ?? [],
    startedAt: started?.startedAt ?? null,
    endedAt: ended?.endedAt ?? null,
    findings: (ended?.findings ?? []).map(({ amountCents, text, ...finding }) => ({
      ...finding,
      text: told(text),
      amount: told(amountCents) === null ? null : yuanOf(amountCents!),
    })),
    review: viewOfReview(visit, showsTexts),
    reviewDueAt: ended?.reviewDueAt ?? null,
    reviewDueProvisional: ended !== null && isDueProvisional(ended.reviewDueAt),
    reviewOverdue: state === 'ENDED' && visit.reviewPassed !== null,
    rating: visit.rating ? { ...visit.rating, comment: told(visit.rating.comment) } : null,
    credit: (visit.credit ?? [{ staffId, percent: 100 }]).map((share) => ({
      staff: staffRef(share.staffId),
      percent: share.percent,
    })),
  };
}

export function viewOfReview({ review }: Visit, showsTexts: boolean): ReviewView | null {
  if (!review) return null;
  const { result, reasons, lesson, nextTopic, nextOn, reviewedAt, onTime } = review;
  const said = showsTexts ? { lesson, nextTopic } : { lesson: null, nextTopic: null };
  return { result, reasons, ...said, nextOn, reviewedAt, onTime };
}
