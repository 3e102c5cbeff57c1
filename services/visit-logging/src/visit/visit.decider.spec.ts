import {
  chinaCalendar,
  CreditSplit,
  type Finding,
  VisitCancelled,
  VisitEnded,
  VisitGoalSet,
  VisitHandedOver,
  VisitPlanned,
  VisitReviewed,
  VisitReviewFellDue,
  VisitStarted,
} from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { specify } from '@hengxin/testing';
import { contactRejections } from '../contact/contact.rejections.js';
import type { EndVisit, PlanVisit, ReviewVisit, SplitCredit, StartVisit } from './visit.commands.js';
import { visitDecider } from './visit.decider.js';
import { visitRejections } from './visit.rejections.js';
import type { ClientParts } from './visit.rules.js';

const NOW = '2026-03-02T09:00:00+08:00';
const given = { visitId: 'V1', callerId: 'S1', now: NOW, timeZone: 'Asia/Shanghai' };
const subject = { visitId: 'V1', clientId: 'C1', staffId: 'S1' };
const goal = { kind: 'DEPOSITS' as const, text: '', target: 50, unit: '万元' };
const SENTENCE = '了解客户年底的资金安排情况';

const plan = (more: Partial<PlanVisit['data']> = {}): PlanVisit => ({
  type: 'PlanVisit',
  data: {
    ...given,
    clientId: 'C1',
    unitId: 'U1',
    plannedOn: '2026-03-03',
    plannedAt: null,
    place: 'CLIENT_OFFICE',
    goal: null,
    participantIds: [],
    clientWithinReach: true,
    noContact: false,
    consented: true,
    strangerId: null,
    ...more,
  },
});
const facts = {
  ...subject,
  unitId: 'U1',
  participantIds: [] as string[],
  plannedOn: '2026-03-03',
  plannedAt: null,
  place: 'CLIENT_OFFICE' as const,
  goal: null,
  toldAt: NOW,
};
const planned = VisitPlanned.of(facts);
const withGoal = VisitPlanned.of({ ...facts, goal });
const told = (day: string) => ({ at: `${day}T08:00:00+08:00`, by: 'S1' });
/** Four of the client's parts, told on a day; with the goal they are five. */
const fourParts = (day = '2026-03-01'): ClientParts => ({
  PROFILE: told(day),
  PREFERENCES: told(day),
  TRADING_HABITS: told(day),
  CIRCLE: told(day),
});
const start = (more: Partial<StartVisit['data']> = {}): StartVisit => ({
  type: 'StartVisit',
  data: {
    ...given,
    startedAt: NOW,
    district: null,
    checklist: [],
    checklistVersion: 1,
    overrideReason: null,
    clientWithinReach: true,
    parts: fourParts(),
    noContact: false,
    consented: true,
    otherVisitId: null,
    ...more,
  },
});
/** The event that a start brings about in a planned visit. */
const startedBy = (command: StartVisit) => {
  const decision = visitDecider.decide.StartVisit(
    command.data,
    visitDecider.evolve.VisitPlanned(withGoal.data, undefined),
  );
  if (isRejected(decision)) throw new Error(decision.rejection.code);
  return decision[0]! as ReturnType<typeof VisitStarted.of>;
};
const started = startedBy(start());
const need: Finding = { kind: 'NEED', text: '想做定期', productCode: null, amountCents: null, dueOn: null };
const none: Finding = { ...need, kind: 'NONE', text: null };
const contact = {
  contactId: 'K1',
  clientId: 'C1',
  staffId: 'S1',
  unitId: 'U1',
  channel: 'VISIT' as const,
  startedAt: NOW,
  endedAt: '2026-03-02T10:00:00+08:00',
  outcome: 'ENGAGED' as const,
  effective: true,
  late: false,
  loggedAt: '2026-03-02T10:05:00+08:00',
  businessDate: '2026-03-02',
  planItemId: null,
  followUpOn: null,
  notes: null,
};
const end = (more: Partial<EndVisit['data']> = {}): EndVisit => ({
  type: 'EndVisit',
  data: {
    ...given,
    now: contact.loggedAt,
    endedAt: contact.endedAt,
    outcome: 'ENGAGED',
    notes: null,
    findings: [need],
    topics: [],
    achieved: 20,
    nextWorkingDay: (day) => chinaCalendar.nextWorkingDay(day),
    contact,
    ...more,
  },
});
const ended = VisitEnded.of({
  ...subject,
  startedAt: NOW,
  endedAt: contact.endedAt,
  businessDate: '2026-03-02',
  outcome: 'ENGAGED',
  notes: null,
  findings: [need],
  topics: [],
  achieved: 20,
  loggedAt: contact.loggedAt,
  contactId: 'K1',
  unitId: 'U1',
  planItemId: null,
  reviewDueAt: '2026-03-03T18:00:00+08:00',
});
const review = (more: Partial<ReviewVisit['data']> = {}): ReviewVisit => ({
  type: 'ReviewVisit',
  data: {
    ...given,
    now: '2026-03-03T18:00:00+08:00',
    result: 'MET',
    reasons: [],
    lesson: null,
    nextTopic: null,
    nextOn: null,
    ...more,
  },
});
const MISSED = { result: 'MISSED', reasons: ['RATE'], nextTopic: '利率', nextOn: '2026-03-20' } as const;
const reviewedAs = (more: Partial<ReturnType<typeof VisitReviewed.of>['data']>) =>
  VisitReviewed.of({
    ...subject,
    result: 'MET',
    reasons: [],
    lesson: null,
    nextTopic: null,
    nextOn: null,
    reviewedAt: '2026-03-03T18:00:00+08:00',
    onTime: true,
    endedOn: '2026-03-02',
    score: 5,
    findings: 1,
    ...more,
  });
const cancelled = VisitCancelled.of({ ...subject, reason: '改期', noShow: false });
const underWay = [withGoal, started];
const over = [...underWay, ended];
const missed = reviewedAs({ ...MISSED, reasons: ['RATE'] });

describe('planning a visit', () => {
  specify(visitDecider, {
    'a visit is planned for a day': { when: plan(), then: [planned] },
    'it is planned once': { given: [planned], when: plan(), then: [] },
    'a client out of reach is refused as unknown': {
      when: plan({ clientWithinReach: false, consented: false }),
      then: 'CLIENT_UNKNOWN',
    },
    'rule 7: consent is checked when planning': { when: plan({ consented: false }), then: 'CONSENT_MISSING' },
    'a client who wants no contact is not planned, whatever the client allowed': {
      when: plan({ noContact: true }),
      then: visitRejections.VISIT_CLIENT_WANTS_NO_CONTACT({ clientId: 'C1' }),
    },
    'a plan may be sent a week later': {
      when: plan({ plannedOn: '2026-02-23' }),
      then: [VisitPlanned.of({ ...facts, plannedOn: '2026-02-23' })],
    },
    'and no more': { when: plan({ plannedOn: '2026-02-22' }), then: 'VISIT_DAY_PAST' },
    'the hour lies on the day': {
      when: plan({ plannedAt: '2026-03-03T20:00:00Z' }),
      then: 'VISIT_HOUR_OUTSIDE_DAY',
    },
    'a day that the calendar does not know is refused': {
      when: plan({ plannedOn: '1999-01-04' }),
      then: 'DATE_OUTSIDE_CALENDAR',
    },
    'who goes along is somebody else, once': {
      when: plan({ participantIds: ['S2', 'S2'] }),
      then: 'PARTICIPANT_UNKNOWN',
    },
    'and works on that day': { when: plan({ participantIds: ['S9'], strangerId: 'S9' }), then: 'PARTICIPANT_UNKNOWN' },
    'a goal without a measure is refused': {
      when: plan({ goal: { ...goal, target: null, text: '多存款' } }),
      then: 'GOAL_WITHOUT_MEASURE',
    },
  });
});

describe('the goal', () => {
  const set = (next: typeof goal | (typeof goal & { target: null }), callerId = 'S1') => ({
    type: 'SetVisitGoal' as const,
    data: { ...given, callerId, goal: next },
  });
  specify(visitDecider, {
    'has a number to reach': {
      given: [planned],
      when: set(goal),
      then: [VisitGoalSet.of({ ...subject, goal, setAt: NOW })],
    },
    'or a sentence of at least 10 characters': {
      given: [planned],
      when: { type: 'SetVisitGoal', data: { ...given, goal: { ...goal, target: null, text: SENTENCE } } },
      then: [VisitGoalSet.of({ ...subject, goal: { ...goal, target: null, text: SENTENCE }, setAt: NOW })],
    },
    'blanks around a sentence do not count': {
      given: [planned],
      when: { type: 'SetVisitGoal', data: { ...given, goal: { ...goal, target: null, text: '  多存一点      ' } } },
      then: 'GOAL_WITHOUT_MEASURE',
    },
    'is set by whose visit it is: for others the visit is unknown': {
      given: [planned],
      when: set(goal, 'S2'),
      then: 'VISIT_UNKNOWN',
    },
    'is not changed once the visit has started': {
      given: underWay,
      when: set(goal),
      then: 'VISIT_ALREADY_STARTED',
    },
  });
});

describe('rule 8: the preparation gate', () => {
  specify(visitDecider, {
    'a visit starts with a goal and 5 of 7 parts fresh': { given: [withGoal], when: start(), then: [started] },
    'not with 4': {
      given: [withGoal],
      when: start({ parts: { PROFILE: told('2026-03-01') } }),
      then: 'VISIT_NOT_PREPARED',
    },
    'nor without a goal, though 6 parts are fresh': {
      given: [planned],
      when: start({
        parts: { ...fourParts(), DEPOSITS_AND_LOANS: told('2026-03-01'), PRODUCTS: told('2026-03-01') },
      }),
      then: 'VISIT_NOT_PREPARED',
    },
    'a part is fresh on the 30th day after it was told': {
      given: [withGoal],
      when: start({ parts: fourParts('2026-01-31') }),
      then: [startedBy(start({ parts: fourParts('2026-01-31') }))],
    },
    'and not on the 31st': {
      given: [withGoal],
      when: start({ parts: fourParts('2026-01-30') }),
      then: 'VISIT_NOT_PREPARED',
    },
    'an unprepared visit starts with a reason': {
      given: [withGoal],
      when: start({ parts: {}, overrideReason: '客户突然来访' }),
      then: [startedBy(start({ parts: {}, overrideReason: '客户突然来访' }))],
    },
    'one relationship manager has one started visit at a time': {
      given: [withGoal],
      when: start({ otherVisitId: 'V2' }),
      then: 'VISIT_UNDER_WAY',
    },
    'a visit starts once': { given: underWay, when: start(), then: 'VISIT_ALREADY_STARTED' },
    'a visit that was called off does not start': {
      given: [withGoal, cancelled],
      when: start(),
      then: 'VISIT_CALLED_OFF',
    },
    'a visit does not start ahead of time': {
      given: [withGoal],
      when: start({ startedAt: '2026-03-02T09:00:01+08:00' }),
      then: 'VISIT_IN_FUTURE',
    },
    'rule 4: a client who is out of reach on the day of the start is refused as unknown': {
      given: [withGoal],
      when: start({ clientWithinReach: false, consented: false }),
      then: 'CLIENT_UNKNOWN',
    },
    'rule 5: it needs a consent to VISIT valid as it starts': {
      given: [withGoal],
      when: start({ consented: false }),
      then: 'CONSENT_MISSING',
    },
    'a visit does not start with a client who wants no contact by then': {
      given: [withGoal],
      when: start({ noContact: true }),
      then: visitRejections.VISIT_CLIENT_WANTS_NO_CONTACT({ clientId: 'C1' }, ['input', 'visitId']),
    },
    'a visit of somebody else is unknown': {
      given: [withGoal],
      when: start({ callerId: 'S2' }),
      then: 'VISIT_UNKNOWN',
    },
    'it says in which district of a town it takes place': {
      given: [withGoal],
      when: start({ district: '朝阳区' }),
      then: [startedBy(start({ district: '朝阳区' }))],
    },
    'coordinates are no district': {
      given: [withGoal],
      when: start({ district: '39.9087,116.3975' }),
      then: 'DISTRICT_TOO_CLOSE',
    },
    'nor is a street with a house number': {
      given: [withGoal],
      when: start({ district: '建国路88号' }),
      then: visitRejections.DISTRICT_TOO_CLOSE(),
    },
    'nor is one in English': {
      given: [withGoal],
      when: start({ district: '88 Jianguo Road' }),
      then: 'DISTRICT_TOO_CLOSE',
    },
    'an item that the checklist does not have is refused': {
      given: [withGoal],
      when: start({ checklist: [{ item: 'HAT', done: true }] }),
      then: 'CHECKLIST_ITEM_UNKNOWN',
    },
  });

  it('the score is frozen into the visit at its start', () =>
    expect(started.data).toMatchObject({
      score: 5,
      overrideReason: null,
      parts: expect.arrayContaining([
        { part: 'GOAL', refreshedAt: NOW, refreshedBy: 'S1', fresh: true },
        { part: 'PRODUCTS', refreshedAt: null, refreshedBy: null, fresh: false },
      ]),
    }));

  it('a reason that was not needed is not kept', () =>
    expect(startedBy(start({ overrideReason: '备用' })).data.overrideReason).toBeNull());

  it('rule 18: an unticked item of the checklist is recorded, not refused', () => {
    const { checklist } = startedBy(start({ checklist: [{ item: 'ATTIRE', done: true }] })).data;
    expect(checklist).toContainEqual({ item: 'ATTIRE', done: true, version: 1 });
    expect(checklist.filter(({ done }) => !done).map(({ item }) => item)).toEqual([
      'ON_TIME',
      'CALLED_AHEAD',
      'CARDS',
      'NAME',
      'PHONE_SILENT',
    ]);
  });
});

describe('the end of a visit', () => {
  specify(visitDecider, {
    'names the contact that it logs, and when the review is due': { given: underWay, when: end(), then: [ended] },
    'comes after the start': { given: [withGoal], when: end(), then: 'VISIT_NOT_STARTED' },
    'comes once': { given: over, when: end(), then: 'VISIT_ALREADY_ENDED' },
    'is refused where the rules of the contact refuse it': {
      given: underWay,
      when: end({ contact: contactRejections.CONTACT_ENDS_BEFORE_START({ startedAt: NOW, endedAt: NOW }) }),
      then: 'CONTACT_ENDS_BEFORE_START',
    },
    'tells nothing found outright, and alone': {
      given: underWay,
      when: end({ findings: [none, need] }),
      then: 'FINDINGS_CONTRADICT',
    },
    'tells of a finding what it is': {
      given: underWay,
      when: end({ findings: [{ ...need, text: ' ' }] }),
      then: 'FINDING_WITHOUT_TEXT',
    },
  });
});

describe('rule 10: the review', () => {
  const dueAt = '2026-03-03T18:00:00+08:00';
  const pass = { type: 'PassReviewDeadline' as const, data: { visitId: 'V1' } };
  const fellDue = (inTime: boolean) => VisitReviewFellDue.of({ ...subject, dueAt, endedOn: '2026-03-02', inTime });
  specify(visitDecider, {
    'is on time until 18:00 of the next working day': { given: over, when: review(), then: [reviewedAs({})] },
    'and late a moment after': {
      given: over,
      when: review({ now: '2026-03-03T18:00:00.001+08:00' }),
      then: [reviewedAs({ reviewedAt: '2026-03-03T18:00:00.001+08:00', onTime: false })],
    },
    'comes after the end': { given: underWay, when: review(), then: 'VISIT_NOT_ENDED' },
    'comes after the start, too': { given: [withGoal], when: review(), then: 'VISIT_NOT_ENDED' },
    'comes once': { given: [...over, missed], when: review(), then: 'VISIT_ALREADY_REVIEWED' },
    'MISSED has a reason, the next topic and the next date': {
      given: over,
      when: review({ ...MISSED, reasons: ['RATE', 'RATE'] }),
      then: [missed],
    },
    'MISSED requires at least one reason': {
      given: over,
      when: review({ ...MISSED, reasons: [] }),
      then: 'REVIEW_REASON_MISSING',
    },
    'PARTLY requires the next topic': {
      given: over,
      when: review({ ...MISSED, result: 'PARTLY', reasons: ['TIMING'], nextTopic: null }),
      then: 'REVIEW_TOPIC_MISSING',
    },
    'PARTLY requires the next date': {
      given: over,
      when: review({ ...MISSED, result: 'PARTLY', reasons: ['TIMING'], nextOn: null }),
      then: 'REVIEW_DATE_MISSING',
    },
    'the next date is after the visit': {
      given: over,
      when: review({ ...MISSED, reasons: ['RATE'], nextOn: '2026-03-02' }),
      then: 'REVIEW_DATE_NOT_AHEAD',
    },
    'the next date is one of the calendar': {
      given: over,
      when: review({ ...MISSED, reasons: ['RATE'], nextOn: '9998-03-02' }),
      then: 'DATE_OUTSIDE_CALENDAR',
    },
    'without one it is overdue once its time has passed': { given: over, when: pass, then: [fellDue(false)] },
    'a review in time was there': { given: [...over, missed], when: pass, then: [fellDue(true)] },
    'a late review was not': {
      given: [...over, reviewedAs({ onTime: false })],
      when: pass,
      then: [fellDue(false)],
    },
    'its time passes once': { given: [...over, fellDue(false)], when: pass, then: [] },
    'a visit that is not over has none': { given: underWay, when: pass, then: [] },
  });
});

describe('calling a visit off', () => {
  const cancel = (noShow: boolean) => ({
    type: 'CancelVisit' as const,
    data: { ...given, reason: '改期', noShow },
  });
  specify(visitDecider, {
    'a planned visit is cancelled': { given: [planned], when: cancel(false), then: [cancelled] },
    'the client was not there, as the person who had started it finds': {
      given: underWay,
      when: cancel(true),
      then: [VisitCancelled.of({ ...subject, reason: '改期', noShow: true })],
    },
    'a visit that is over took place': { given: over, when: cancel(true), then: 'VISIT_ALREADY_ENDED' },
    'what was called off is called off once': {
      given: [planned, cancelled],
      when: cancel(false),
      then: 'VISIT_CALLED_OFF',
    },
  });
});

describe('rule 21: a handover moves planned visits', () => {
  const handOver = (fromId = 'S1') =>
    ({ type: 'HandOverVisit', data: { visitId: 'V1', fromId, toId: 'S2', unitId: 'U2', now: NOW } }) as const;
  const moved = VisitHandedOver.of({
    ...{ visitId: 'V1', clientId: 'C1', staffId: 'S2', previousStaffId: 'S1' },
    ...{ unitId: 'U2', handedOverAt: NOW },
  });
  specify(visitDecider, {
    'to who keeps the client': { given: [planned], when: handOver(), then: [moved] },
    once: { given: [planned, moved], when: handOver(), then: [] },
    'and not those of somebody else': { given: [planned], when: handOver('S8'), then: [] },
    'and not one that has begun': { given: underWay, when: handOver(), then: [] },
    'and not one that was called off': { given: [planned, cancelled], when: handOver(), then: [] },
  });

  it('a person who was to go along is not their own companion, and the shares of before are gone', () => {
    const joint = visitDecider.evolve.VisitPlanned(
      VisitPlanned.of({ ...facts, participantIds: ['S2', 'S3'] }).data,
      undefined,
    );
    const state = visitDecider.evolve.VisitHandedOver(moved.data, {
      ...joint!,
      credit: [{ staffId: 'S1', percent: 100 }],
    });
    expect(state).toMatchObject({ staffId: 'S2', unitId: 'U2', participantIds: ['S3'], credit: null });
  });
});

describe('rule 11: the credit of a visit', () => {
  const joint = VisitPlanned.of({ ...facts, participantIds: ['S2'] });
  const split = (...shares: [string, number][]): SplitCredit => ({
    type: 'SplitCredit',
    data: { ...given, shares: shares.map(([staffId, percent]) => ({ staffId, percent })), helperIds: ['S3'] },
  });
  const code = (decision: unknown) => (isRejected(decision) ? decision.rejection.code : 'split');
  const state = visitDecider.evolve.VisitPlanned(joint.data, undefined);
  it.each([
    ['sums to 100', split(['S1', 60], ['S2', 40]), 'split'],
    ['may go to who helped', split(['S1', 50], ['S3', 50]), 'split'],
    ['of 99 is refused', split(['S1', 60], ['S2', 39]), 'CREDIT_NOT_WHOLE'],
    ['names each person once', split(['S1', 60], ['S1', 40]), 'CREDIT_NOT_WHOLE'],
    ['goes to nobody who took no part', split(['S1', 60], ['S9', 40]), 'CREDIT_OF_STRANGER'],
  ])('%s', (_, command, then) => expect(code(visitDecider.decide.SplitCredit(command.data, state))).toBe(then));

  it('is recorded with the share of each', () => {
    const { data } = split(['S1', 60], ['S2', 40]);
    expect(visitDecider.decide.SplitCredit(data, state)).toEqual([
      CreditSplit.of({ ...subject, shares: [...data.shares] }),
    ]);
  });
});
