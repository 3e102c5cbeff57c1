import { ComplaintAnswered, ComplaintClosed, ComplaintFellOverdue, ComplaintRaised } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import {
  type AnswerComplaint,
  type CloseComplaint,
  complaintDecider,
  type PassComplaintDeadline,
} from './complaint.decider.js';

const NOW = '2026-03-02T09:00:00+08:00';
const DUE = '2026-03-04T18:00:00+08:00';
const LATER = '2026-03-06T18:00:00+08:00';
const subject = { complaintId: 'Q1', clientId: 'C1', visitId: 'V1' };
const facts = {
  ...subject,
  ...{ unitId: 'U1', addresseeId: 'H1', answerDueAt: DUE, staffId: 'S1', staffUnitId: 'U1' },
  ...{ text: '排队太久', productCode: null, heardAt: NOW, raisedAt: NOW, raisedOn: '2026-03-02' },
};
const raised = ComplaintRaised.of(facts);
const above = { unitId: 'B1', addresseeId: 'HB', answerDueAt: LATER };
const climbed = ComplaintFellOverdue.of({ ...subject, ...above, climbed: true, overdueAt: DUE });
const atTop = ComplaintFellOverdue.of({
  ...{ ...subject, unitId: 'U1', addresseeId: 'H1', answerDueAt: DUE, climbed: false, overdueAt: DUE },
});
const answered = (inTime: boolean, answeredAt = NOW) =>
  ComplaintAnswered.of({ ...subject, answeredBy: 'H1', answer: '已致歉并加开窗口', answeredAt, inTime });
const closed = ComplaintClosed.of({ ...subject, closedBy: 'H1', word: '客户满意', closedAt: NOW });

const given = { complaintId: 'Q1', callerId: 'H1', now: NOW, isHead: true };
const answer = (isHead = true, now = NOW): AnswerComplaint => ({
  type: 'AnswerComplaint',
  data: { ...given, isHead, now, answer: '已致歉并加开窗口' },
});
const close = (isHead = true): CloseComplaint => ({
  type: 'CloseComplaint',
  data: { ...given, isHead, word: '客户满意' },
});
const pass = (at = DUE, next: PassComplaintDeadline['data']['next'] = above): PassComplaintDeadline => ({
  type: 'PassComplaintDeadline',
  data: { complaintId: 'Q1', at, next },
});

describe('a complaint heard on a visit', () => {
  specify(complaintDecider, {
    'comes to the head of the unit once': { given: [raised], when: { type: 'RaiseComplaint', data: facts }, then: [] },
    'comes with a deadline': { when: { type: 'RaiseComplaint', data: facts }, then: [raised] },
    'is answered in time before its deadline has passed': { given: [raised], when: answer(), then: [answered(true)] },
    'is answered in time up to the very moment': {
      given: [raised],
      when: answer(true, DUE),
      then: [answered(true, DUE)],
    },
    'is answered late after its deadline, though it has not fallen overdue yet': {
      given: [raised],
      when: answer(true, '2026-03-04T18:00:01+08:00'),
      then: [answered(false, '2026-03-04T18:00:01+08:00')],
    },
    'is answered late once it fell overdue': { given: [raised, climbed], when: answer(), then: [answered(false)] },
    'is answered once': { given: [raised, answered(true)], when: answer(), then: 'COMPLAINT_SETTLED' },
    'is closed with a word after its answer': { given: [raised, answered(true)], when: close(), then: [closed] },
    'may be closed with a word at once': { given: [raised], when: close(), then: [closed] },
    'that is closed stays so': { given: [raised, closed], when: close(), then: 'COMPLAINT_SETTLED' },
    'is unknown to those who head none of its units': {
      given: [raised],
      when: answer(false),
      then: 'COMPLAINT_UNKNOWN',
    },
    'is not answered by who heard it, though they head the unit': {
      given: [ComplaintRaised.of({ ...facts, staffId: 'H1', addresseeId: null })],
      when: answer(),
      then: 'COMPLAINT_HEARD_BY_YOU',
    },
    'is not closed by who heard it either': {
      given: [ComplaintRaised.of({ ...facts, staffId: 'H1', addresseeId: null })],
      when: close(),
      then: 'COMPLAINT_HEARD_BY_YOU',
    },
    'is unknown where there is none': { when: close(), then: 'COMPLAINT_UNKNOWN' },
    'unanswered by its deadline is overdue, and climbs to the head above': {
      given: [raised],
      when: pass(),
      then: [climbed],
    },
    'does not climb before its deadline': { given: [raised], when: pass(NOW), then: [] },
    'that was answered does not climb': { given: [raised, answered(true)], when: pass(), then: [] },
    'that was closed does not climb': { given: [raised, closed], when: pass(), then: [] },
    'stays where nobody is above, and is overdue': { given: [raised], when: pass(DUE, null), then: [atTop] },
    'falls overdue at the top once': { given: [raised, atTop], when: pass(LATER, null), then: [] },
    'may be answered though it is overdue at the top': {
      given: [raised, atTop],
      when: answer(),
      then: [answered(false)],
    },
  });
});
