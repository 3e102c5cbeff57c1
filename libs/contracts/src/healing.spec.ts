import { Client, ClientRegistered, ContactLogged, healed, UnitPlaced } from './index.js';

const logged = {
  contactId: 'K1',
  startedAt: '2026-03-13T10:00:00+08:00',
  endedAt: '2026-03-13T10:10:00.5Z',
  loggedAt: '2026-03-13T10:11:00+08:00',
  businessDate: '2026-03-13',
};

describe('what was stored before moments and texts were narrow', () => {
  it('comes back as it is where nothing is to be healed', () => {
    expect(healed(ContactLogged.type, logged)).toBe(logged);
    expect(healed('OfANewerVersion', logged)).toBe(logged);
    expect(healed(ContactLogged.type, { startedAt: 5, endedAt: null, loggedAt: 'noon' })).toEqual({
      startedAt: 5,
      endedAt: null,
      loggedAt: 'noon',
    });
  });

  it.each([
    ['2026-03-13T10:00:00+16:00', '2026-03-12T18:00:00Z'],
    ['2026-03-13T10:00:00-23:59', '2026-03-14T09:59:00Z'],
    ['2026-03-13T10:00:00+14:30', '2026-03-12T19:30:00Z'],
    ['2026-03-13T10:00:00.123456789012+08:00', '2026-03-13T10:00:00.123456+08:00'],
    ['2026-03-13T23:59:59.9999999Z', '2026-03-13T23:59:59.999999Z'],
    ['2026-03-13T10:00:00.250000000000+16:00', '2026-03-12T18:00:00.250Z'],
    [`2026-03-13T10:00:00.${'0'.repeat(300)}+08:00`, '2026-03-13T10:00:00+08:00'],
  ])('%s is the moment %s', (stored, sound) =>
    expect(healed(ContactLogged.type, { ...logged, startedAt: stored })).toEqual({ ...logged, startedAt: sound }),
  );

  it.each([
    ['a\0b\0', 'a\ufffdb\ufffd'],
    ['\ud83d', '\ufffd'],
    ['\udc00𠮷', '\ufffd𠮷'],
  ])('a text that no database keeps, %j, is %j', (stored, sound) => {
    expect(UnitPlaced.schema.shape.name.safeParse(stored).error?.issues).toMatchObject([
      { code: 'custom', params: { unseen: expect.any(String) } },
    ]);
    expect(healed(UnitPlaced.type, { unitId: 'U1', name: stored })).toEqual({ unitId: 'U1', name: sound });
    expect(healed(ClientRegistered.type, { interests: ['茶', stored] })).toEqual({ interests: ['茶', sound] });
    expect(UnitPlaced.schema.shape.name.parse(sound)).toBe(sound);
  });

  it('is healed inside lists and objects, in a copy', () => {
    const stored = {
      clientId: 'C1',
      consents: [
        { decidedAt: '2026-03-13T10:00:00+16:00', expiresOn: '0000-01-01' },
        { decidedAt: '2026-03-13T10:00:00Z' },
      ],
      keeper: { rmId: 'S1', from: '0999-12-31' },
    };
    expect(healed(ClientRegistered.type, stored)).toEqual({
      clientId: 'C1',
      consents: [{ decidedAt: '2026-03-12T18:00:00Z', expiresOn: '1000-01-01' }, { decidedAt: '2026-03-13T10:00:00Z' }],
      keeper: { rmId: 'S1', from: '1000-01-01' },
    });
    expect(stored.consents[0]!.decidedAt).toBe('2026-03-13T10:00:00+16:00');
    expect(Client.events.ClientRegistered).toBe(ClientRegistered);
  });
});
