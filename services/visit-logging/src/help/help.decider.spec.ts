import { HelpAccepted, HelpAsked, HelpClimbed, HelpClosed, HelpFellOverdue, HelpHandedOver } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import {
  type AnswerHelp,
  type AskForHelp,
  type CloseHelp,
  helpDecider,
  type PassAnswerDeadline,
} from './help.decider.js';

const NOW = '2026-03-02T09:00:00+08:00';
const DUE = '2026-03-04T18:00:00+08:00';
const given = { helpId: 'N1', callerId: 'S1', now: NOW, timeZone: 'Asia/Shanghai' };
const subject = { helpId: 'N1', clientId: 'C1', askerId: 'S1' };
const peer = { step: 'PEER', unitId: 'U2', addresseeId: 'S2' } as const;
const subBranch = { step: 'SUB_BRANCH', unitId: 'U1', addresseeId: 'H1' } as const;
const above = (answerDueAt: string) => ({ ...subBranch, answerDueAt });

const asked = HelpAsked.of({
  ...{ ...subject, visitId: 'V1', askerUnitId: 'U1', text: '客户想谈贷款' },
  ...{ ...peer, answerDueAt: DUE, askedAt: NOW, askedOn: '2026-03-02' },
});
const climbed = (
  cause: 'UNANSWERED' | 'DECLINED',
  climbedAt: string,
  answerDueAt: string,
  reason: string | null = null,
) => HelpClimbed.of({ ...subject, ...subBranch, answerDueAt, cause, reason, climbedAt });
const declined = climbed('DECLINED', NOW, DUE, '本周出差');
const overdue = (cause: 'UNANSWERED' | 'DECLINED', overdueAt: string) =>
  HelpFellOverdue.of({ ...subject, cause, reason: null, overdueAt });
const accepted = (inTime: boolean, acceptedAt = NOW) =>
  HelpAccepted.of({
    ...{ ...subject, helperId: 'S2', askedBy: 'S1', inTime },
    ...{ acceptedAt, acceptedOn: acceptedAt.slice(0, 10), askedOn: '2026-03-02' },
  });
const closed = (withdrawn: boolean) => HelpClosed.of({ ...subject, withdrawn, closedAt: NOW });
const movedTo = (askerId: string) =>
  HelpHandedOver.of({ ...subject, askerId, previousAskerId: 'S1', handedOverAt: NOW });

const ask = (more: Partial<AskForHelp['data']> = {}): AskForHelp => ({
  type: 'AskForHelp',
  data: {
    ...{ ...given, clientId: 'C1', visitId: 'V1', askerUnitId: 'U1', text: '客户想谈贷款', peerId: 'S2', rung: peer },
    answerDueAt: DUE,
    ...{ clientWithinReach: true, clientIsOwn: true, visitIsOwn: true, peerKnown: true, ...more },
  },
});
const answer = (more: Partial<AnswerHelp['data']> = {}): AnswerHelp => ({
  type: 'AnswerHelp',
  data: { ...given, callerId: 'S2', accept: true, reason: null, isAddressed: true, next: above(DUE), ...more },
});
const pass = (more: Partial<PassAnswerDeadline['data']> = {}): PassAnswerDeadline => ({
  type: 'PassAnswerDeadline',
  data: { helpId: 'N1', at: DUE, next: above('2026-03-06T18:00:00+08:00'), ...more },
});
const close = (more: Partial<CloseHelp['data']> = {}): CloseHelp => ({
  type: 'CloseHelp',
  data: { ...given, withdrawn: false, ...more },
});
const handOver = (fromId = 'S1') =>
  ({ type: 'HandOverHelp', data: { helpId: 'N1', fromId, toId: 'S9', now: NOW } }) as const;

describe('rule 11: help is asked for', () => {
  specify(helpDecider, {
    'with two working days to answer': { when: ask(), then: [asked] },
    once: { given: [asked], when: ask(), then: [] },
    'with a client whom the caller sees': { when: ask({ clientWithinReach: false }), then: 'CLIENT_UNKNOWN' },
    'by who keeps the client or heads who does, and by no cover': {
      when: ask({ clientIsOwn: false }),
      then: 'HELP_CLIENT_NOT_KEPT',
    },
    'with a visit of the caller’s': { when: ask({ visitIsOwn: false }), then: 'HELP_VISIT_FOREIGN' },
    'of a colleague who is at work': { when: ask({ peerKnown: false }), then: 'HELP_PEER_UNKNOWN' },
    'in words': { when: ask({ text: '  ' }), then: 'HELP_TEXT_MISSING' },
  });
});

describe('rule 11: a request for help', () => {
  const late = '2026-03-06T18:00:00+08:00';
  specify(helpDecider, {
    'is accepted by whom it is addressed to': { given: [asked], when: answer(), then: [accepted(true)] },
    'is nobody else’s to answer': { given: [asked], when: answer({ isAddressed: false }), then: 'HELP_UNKNOWN' },
    'is answered once': { given: [asked, accepted(true)], when: answer(), then: 'HELP_SETTLED' },
    'that is declined climbs one step by itself': {
      given: [asked],
      when: answer({ accept: false, reason: '本周出差' }),
      then: [declined],
    },
    'unanswered by its time climbs one step by itself, with two working days more': {
      given: [asked],
      when: pass(),
      then: [climbed('UNANSWERED', DUE, late)],
    },
    'does not climb before its time': { given: [asked], when: pass({ at: NOW }), then: [] },
    'that was accepted does not climb': { given: [asked, accepted(true)], when: pass(), then: [] },
    'is answered in time up to the very moment': {
      given: [asked],
      when: answer({ now: DUE }),
      then: [accepted(true, DUE)],
    },
    'is not answered in time after it, though it has not climbed yet': {
      given: [asked],
      when: answer({ now: '2026-03-04T18:00:01+08:00' }),
      then: [accepted(false, '2026-03-04T18:00:01+08:00')],
    },
    'that has climbed is not answered in time': { given: [asked, declined], when: answer(), then: [accepted(false)] },
    'stays at the top and is overdue': {
      given: [asked],
      when: pass({ next: null }),
      then: [overdue('UNANSWERED', DUE)],
    },
    'stays there when it is declined as well': {
      given: [asked],
      when: answer({ accept: false, next: null }),
      then: [overdue('DECLINED', NOW)],
    },
    'is overdue once': { given: [asked, overdue('UNANSWERED', DUE)], when: pass({ at: late, next: null }), then: [] },
    'may be accepted though it is overdue': {
      given: [asked, overdue('UNANSWERED', DUE)],
      when: answer(),
      then: [accepted(false)],
    },
    'is answered before its first climb where nobody is above, however late': {
      given: [asked, overdue('UNANSWERED', DUE)],
      when: answer({ now: late, next: null }),
      then: [accepted(true, late)],
    },
    'is closed by who asked': { given: [asked, accepted(true)], when: close(), then: [closed(false)] },
    'is closed by who helped': {
      given: [asked, accepted(true)],
      when: close({ callerId: 'S2' }),
      then: [closed(false)],
    },
    'is done only once somebody has accepted it': { given: [asked], when: close(), then: 'HELP_NOT_ACCEPTED' },
    'may be withdrawn by who asked': { given: [asked], when: close({ withdrawn: true }), then: [closed(true)] },
    'is not withdrawn by who helps': {
      given: [asked, accepted(true)],
      when: close({ callerId: 'S2', withdrawn: true }),
      then: 'HELP_UNKNOWN',
    },
    'is closed once': { given: [asked, accepted(true), closed(false)], when: close(), then: 'HELP_SETTLED' },
    'of others is unknown': { given: [asked], when: close({ callerId: 'S8' }), then: 'HELP_UNKNOWN' },
    'goes along with a handover of the client': { given: [asked], when: handOver(), then: [movedTo('S9')] },
    'goes along while it is being helped with': {
      given: [asked, accepted(true)],
      when: handOver(),
      then: [movedTo('S9')],
    },
    'that is closed stays': { given: [asked, closed(true)], when: handOver(), then: [] },
    'of another manager stays': { given: [asked], when: handOver('S7'), then: [] },
  });
});
