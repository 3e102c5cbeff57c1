import { ClientProfileChanged, type ClientPart, ProfilePartConfirmed } from '@hengxin/contracts';
import { partsSince, partStates, type RefreshedParts, withFeed, withRefreshed } from './parts.rules.js';

const changed = (facts: object, changedOn = '2026-03-02', changedAt?: string) =>
  ClientProfileChanged.of({ clientId: 'C1', ...facts, changedOn, ...(changedAt && { changedAt }) });
const confirmed = (part: ClientPart, confirmedAt: string) =>
  ProfilePartConfirmed.of({ clientId: 'C1', part, confirmedAt, confirmedOn: confirmedAt.slice(0, 10) });
const fresh = (parts: RefreshedParts, today: string) =>
  partStates(parts, today).flatMap(({ part, fresh: isFresh }) => (isFresh ? [part] : []));

describe('rule 8: the parts of a client', () => {
  it('are six, in the order of the enum, none fresh of a client of whom nothing was told', () => {
    expect(partStates({}, '2026-03-02').map(({ part }) => part)).toEqual([
      'PROFILE',
      'DEPOSITS_AND_LOANS',
      'PRODUCTS',
      'TRADING_HABITS',
      'PREFERENCES',
      'CIRCLE',
    ]);
    expect(fresh({}, '2026-03-02')).toEqual([]);
  });

  it.each([
    ['a phone number', { phone: '13800001234' }, ['PROFILE']],
    ['a kind', { kind: 'COMPANY' }, ['PROFILE']],
    ['taboos', { taboos: ['离婚'] }, ['PREFERENCES']],
    ['preferences', { preferences: '喝龙井' }, ['PREFERENCES']],
    ['interests and a name', { interests: ['钓鱼'], name: '李明' }, ['PROFILE', 'PREFERENCES']],
    ['trading habits', { tradingHabits: null }, ['TRADING_HABITS']],
  ])('are refreshed by a change: %s', (_, facts, parts) =>
    expect(fresh(withRefreshed({}, changed(facts), 'S1'), '2026-03-02')).toEqual(parts),
  );

  it('are fresh for 30 days after they were changed, the thirtieth included', () => {
    const parts = withRefreshed({}, changed({ phone: null }), 'S1');
    expect([fresh(parts, '2026-04-01'), fresh(parts, '2026-04-02')]).toEqual([['PROFILE'], []]);
  });

  it('are fresh again once they are confirmed, and tell by whom', () => {
    const old = withRefreshed({}, changed({ phone: null }, '2026-01-02'), 'S1');
    const parts = withRefreshed(old, confirmed('PROFILE', '2026-03-02T10:00:00+08:00'), 'S2');
    expect(parts.PROFILE).toEqual({ at: '2026-03-02T10:00:00+08:00', on: '2026-03-02', by: 'S2' });
    expect(fresh(parts, '2026-03-02')).toEqual(['PROFILE']);
  });

  it('keep the later word, whichever is heard first', () => {
    const later = confirmed('PROFILE', '2026-03-02T10:00:00+08:00');
    const earlier = changed({ phone: null }, '2026-03-02', '2026-03-02T09:00:00+08:00');
    expect(withRefreshed(withRefreshed({}, later, 'S2'), earlier, 'S1').PROFILE?.by).toBe('S2');
    expect(withRefreshed(withRefreshed({}, earlier, 'S1'), later, 'S2').PROFILE?.by).toBe('S2');
  });

  it('are refreshed by the core system as far as it tells of them, unless somebody said more since', () => {
    const told = { at: '2026-03-02T06:00:00+08:00', on: '2026-03-02' };
    expect(fresh(withFeed({}, told), '2026-04-01')).toEqual(['DEPOSITS_AND_LOANS', 'PRODUCTS']);
    const parts = withFeed(withRefreshed({}, confirmed('PRODUCTS', '2026-03-02T10:00:00+08:00'), 'S2'), told);
    expect([parts.PRODUCTS?.by, parts.DEPOSITS_AND_LOANS?.by]).toEqual(['S2', null]);
  });

  it('count the registration as what the profile was told on that day, until something newer is', () => {
    expect(fresh(partsSince('2026-02-20', {}), '2026-03-02')).toEqual(['PROFILE']);
    expect(fresh(partsSince('2025-02-20', {}), '2026-03-02')).toEqual([]);
    const newer = withRefreshed({}, changed({ phone: null }), 'S1');
    expect(partsSince('2025-02-20', newer)).toEqual(newer);
  });
});
