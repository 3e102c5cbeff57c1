import { RatingRequested, VisitEnded, VisitPlanned, VisitRated, VisitStarted } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { visitDecider } from '../visit/visit.decider.js';
import { RatingLinks } from './rating-links.js';

const NOW = '2026-03-02T10:00:00+08:00';
const UNTIL = '2026-03-16T10:00:00+08:00';
const timeZone = 'Asia/Shanghai';
const subject = { visitId: 'V1', clientId: 'C1', staffId: 'S1' };
const plan = { plannedOn: '2026-03-02', plannedAt: null, place: 'BANK' as const, goal: null, participantIds: [] };
const planned = VisitPlanned.of({ ...subject, ...plan, unitId: 'U1', toldAt: NOW });
const started = VisitStarted.of({
  ...{ ...subject, startedAt: NOW, businessDate: '2026-03-02', district: null },
  ...{ checklist: [], parts: [], score: 0, overrideReason: '未备' },
});
const ended = VisitEnded.of({
  ...{ ...subject, startedAt: NOW, endedAt: NOW, businessDate: '2026-03-02', outcome: 'ENGAGED', notes: null },
  findings: [{ kind: 'NONE', text: null, productCode: null, amountCents: null, dueOn: null }],
  ...{ topics: [], achieved: null, loggedAt: NOW, contactId: 'K1', unitId: 'U1', planItemId: null, reviewDueAt: UNTIL },
});
const over = [planned, started, ended];
const rated = VisitRated.of({ ...subject, stars: 5, comment: '很专业', ratedAt: NOW, ratedOn: '2026-03-02' });
const ask = (callerId = 'S1') =>
  ({ type: 'RequestRating', data: { visitId: 'V1', callerId, now: NOW, timeZone } }) as const;
const rate = (now = NOW) =>
  ({
    type: 'RateVisit',
    data: { visitId: 'V1', stars: 5, comment: '很专业', expiresAt: UNTIL, now, timeZone },
  }) as const;

describe('rule 18: a client rating', () => {
  specify(visitDecider, {
    'is asked for once the visit is over, by a link of 14 days': {
      given: over,
      when: ask(),
      then: [RatingRequested.of({ ...subject, requestedAt: NOW, expiresAt: UNTIL })],
    },
    'is not asked for before': { given: [planned], when: ask(), then: 'VISIT_NOT_ENDED' },
    'is not asked for by others': { given: over, when: ask('S2'), then: 'VISIT_UNKNOWN' },
    'is not asked for again once it was given': { given: [...over, rated], when: ask(), then: 'RATING_GIVEN' },
    'is taken while the link is good': {
      given: over,
      when: rate(UNTIL),
      then: [{ ...rated, data: { ...rated.data, ratedAt: UNTIL, ratedOn: '2026-03-16' } }],
    },
    'is not taken after that': { given: over, when: rate('2026-03-16T10:00:01+08:00'), then: 'RATING_LINK_EXPIRED' },
    'is taken once': { given: [...over, rated], when: rate(), then: 'RATING_LINK_USED' },
    'is of a visit that took place': { given: [planned], when: rate(), then: 'RATING_LINK_INVALID' },
  });
});

describe('a signed link', () => {
  const links = new RatingLinks({ internalSecret: 'a secret of this spec' });
  const link = { visitId: 'V1', expiresMs: Date.parse(UNTIL) };
  it('says which visit and until when, to those who share the secret', () => {
    expect(links.read(links.tokenOf(link))).toEqual(link);
    expect(new RatingLinks({ internalSecret: 'another secret' }).read(links.tokenOf(link))).toBeUndefined();
  });
  it('is the same each time it is made', () => expect(links.tokenOf(link)).toBe(links.tokenOf(link)));
  it('is worth nothing once a letter of it is another', () => {
    const token = links.tokenOf(link);
    for (let at = 0; at < token.length; at++) {
      const letter = token[at] === 'a' ? 'b' : 'a';
      expect([at, links.read(`${token.slice(0, at)}${letter}${token.slice(at + 1)}`)]).toEqual([at, undefined]);
    }
  });
  it.each(['', '~', 'V1~abc', `${'V'.repeat(300)}~1~x`, '名~1~1'])('%j is none', (token) =>
    expect(links.read(token)).toBeUndefined(),
  );
});
