import {
  ClientProfileChanged,
  ClientRegistered,
  ClientsLinked,
  HoldingsTold,
  ProfilePartConfirmed,
} from '@hengxin/contracts';
import { partsTold } from './client-parts.rules.js';

const recorded = (event: object, actor?: string) =>
  ({ ...event, meta: { ...(actor && { actor }) } }) as unknown as Parameters<typeof partsTold>[0];
const registered = {
  clientId: 'C1',
  name: '欧阳晓明',
  phone: null,
  tier: 'GOLD' as const,
  interests: [] as string[],
  preferredChannel: null,
  birthday: null,
  contactsAYear: 6,
  registeredOn: '2026-03-02',
};
const changed = (more: object) =>
  recorded(ClientProfileChanged.of({ clientId: 'C1', changedOn: '2026-03-05', ...more }), 'S1');
const partsOf = (event: Parameters<typeof partsTold>[0]) => partsTold(event).map(({ part, at }) => [part, at]);

describe('rule 8: a part of a client is refreshed by what is told of it', () => {
  it('the profile by the registration', () =>
    expect(partsTold(recorded(ClientRegistered.of(registered), 'S1'))).toEqual([
      { clientId: 'C1', part: 'PROFILE', at: '2026-03-02', by: 'S1' },
    ]));
  it('each by a change of its own, and no other', () => {
    expect(partsOf(changed({ tier: 'GOLD' }))).toEqual([['PROFILE', '2026-03-05']]);
    expect(partsOf(changed({ preferredChannel: 'PHONE' }))).toEqual([['PREFERENCES', '2026-03-05']]);
  });
  it.each<[string, object, string[]]>([
    ['a name', { name: '李明' }, ['PROFILE']],
    ['a telephone number', { phone: null }, ['PROFILE']],
    ['taboos', { taboos: ['离婚'] }, ['PREFERENCES']],
    ['preferences', { preferences: '喝龙井' }, ['PREFERENCES']],
    ['trading habits', { tradingHabits: '只买定期' }, ['TRADING_HABITS']],
    ['a birthday and interests', { birthday: null, interests: ['钓鱼'] }, ['PREFERENCES', 'PROFILE']],
    ['nothing that can be read any more', {}, []],
  ])('as much by a change of what is personal: %s', (_, facts, parts) =>
    expect(partsOf(changed(facts))).toEqual(parts.map((part) => [part, '2026-03-05'])),
  );
  it('a part by the person who confirms it', () => {
    const confirmed = { clientId: 'C1', part: 'PRODUCTS' as const, confirmedOn: '2026-03-05' };
    const confirmedAt = '2026-03-05T10:00:00+08:00';
    expect(partsOf(recorded(ProfilePartConfirmed.of({ ...confirmed, confirmedAt })))).toEqual([
      ['PRODUCTS', confirmedAt],
    ]);
  });
  it('deposits and products by the core system, in nobody’s name', () => {
    const fed = HoldingsTold.of({ clientId: 'C1', toldAt: '2026-03-05T06:00:00+08:00', rows: [] });
    expect(partsTold(recorded(fed, 'A1'))).toEqual([
      { clientId: 'C1', part: 'DEPOSITS_AND_LOANS', at: '2026-03-05T06:00:00+08:00', by: null },
      { clientId: 'C1', part: 'PRODUCTS', at: '2026-03-05T06:00:00+08:00', by: null },
    ]);
  });
  it('the circle of both by a link of two clients', () => {
    const link = { linkId: 'K1', clientId: 'C1', otherClientId: 'C2', relation: 'FRIEND' as const, note: null };
    const linked = ClientsLinked.of({ ...link, linkedAt: '2026-03-05T10:00:00+08:00', linkedOn: '2026-03-05' });
    expect(partsTold(recorded(linked)).map(({ clientId, part }) => [clientId, part])).toEqual([
      ['C1', 'CIRCLE'],
      ['C2', 'CIRCLE'],
    ]);
  });
});
