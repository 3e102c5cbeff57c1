import { isDueProvisional } from '@hengxin/contracts';
import type { Complaint } from './complaint.decider.js';

interface Reference<Type extends string> {
  readonly __typename: Type;
  readonly id: string;
}

/** A complaint as the schema has it. The visit is resolved apart, out of `stored`. */
export interface ComplaintView {
  readonly __typename: 'Complaint';
  readonly id: string;
  readonly stored: Complaint;
  readonly client: Reference<'Client'>;
  readonly heardBy: Reference<'Staff'>;
  readonly unit: Reference<'Unit'>;
  readonly addressee: Reference<'Staff'> | null;
  readonly text: string | null;
  readonly productCode: string | null;
  readonly state: string;
  readonly heardAt: string;
  readonly raisedAt: string;
  readonly answerDueAt: string;
  readonly answerDueProvisional: boolean;
  readonly overdue: boolean;
  readonly climbs: number;
  readonly answer: string | null;
  readonly answeredBy: Reference<'Staff'> | null;
  readonly answeredAt: string | null;
  readonly inTime: boolean | null;
  readonly closingWord: string | null;
  readonly closedBy: Reference<'Staff'> | null;
  readonly closedAt: string | null;
}

const staff = (id: string): Reference<'Staff'> => ({ __typename: 'Staff', id });

/** `showsTexts`: false for those who do not know the client by name. */
export function viewOfComplaint(complaint: Complaint, showsTexts: boolean): ComplaintView {
  const { complaintId, clientId, staffId, unitId, addresseeId, answered, closed, state } = complaint;
  const told = (text: string | null | undefined): string | null => (showsTexts ? (text ?? null) : null);
  return {
    __typename: 'Complaint',
    id: complaintId,
    stored: complaint,
    client: { __typename: 'Client', id: clientId },
    heardBy: staff(staffId),
    unit: { __typename: 'Unit', id: unitId },
    addressee: addresseeId === null ? null : staff(addresseeId),
    text: told(complaint.text),
    productCode: complaint.productCode,
    state,
    heardAt: complaint.heardAt,
    raisedAt: complaint.raisedAt,
    answerDueAt: complaint.answerDueAt,
    answerDueProvisional: isDueProvisional(complaint.answerDueAt),
    overdue: state === 'OPEN' && complaint.overdue,
    climbs: complaint.climbs,
    answer: told(answered?.answer),
    answeredBy: answered && staff(answered.answeredBy),
    answeredAt: answered?.answeredAt ?? null,
    inTime: answered?.inTime ?? null,
    closingWord: told(closed?.word),
    closedBy: closed && staff(closed.closedBy),
    closedAt: closed?.closedAt ?? null,
  };
}
