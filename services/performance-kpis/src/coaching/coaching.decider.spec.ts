import { CoachingNoticeGiven, CoachingNoticeReplied } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { coachingDecider, type GiveNotice, type ReplyToNotice } from './coaching.decider.js';

const notice = {
  noticeId: 'N1',
  unitId: 'U1',
  headId: 'M1',
  months: ['2026-02-01', '2026-03-01'],
  figures: [{ metric: 'COVERAGE', value: 0.1, numerator: 1, denominator: 10 }],
  givenAt: '2026-04-03T00:00:00+08:00',
  replyDueOn: '2026-04-13',
};
const given = CoachingNoticeGiven.of(notice);
const give: GiveNotice = { type: 'GiveNotice', data: notice };
const reply = { noticeId: 'N1', reply: '每周二走访', repliedBy: 'M1', repliedAt: '2026-04-07T09:00:00+08:00' };
const replied = CoachingNoticeReplied.of({ ...reply, unitId: 'U1' });
const replyAs = (leads: boolean): ReplyToNotice => ({ type: 'ReplyToNotice', data: { ...reply, leads: () => leads } });

describe('rule 22: a coaching notice', () => {
  specify(coachingDecider, {
    'is given': { when: give, then: [given] },
    'is given once': { given: [given], when: give, then: [] },
    'is replied to by who leads the unit': { given: [given], when: replyAs(true), then: [replied] },
    'is nobody’s else to reply to': { given: [given], when: replyAs(false), then: 'NOTICE_UNKNOWN' },
    'that was not given has no reply': { when: replyAs(true), then: 'NOTICE_UNKNOWN' },
    'is replied to once': { given: [given, replied], when: replyAs(true), then: 'NOTICE_ALREADY_REPLIED' },
  });
});
