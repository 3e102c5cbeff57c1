import { ClientAssigned, ClientProfileChanged, ClientRegistered, ConsentGranted } from './client.events.js';
import { singleFacts } from './single-facts.js';

const profile = {
  name: '欧阳晓明',
  phone: null,
  tier: 'GOLD',
  interests: [],
  preferredChannel: null,
  birthday: null,
  contactsAYear: 6,
} as const;
const registration = { clientId: 'C1', ...profile, interests: [], registeredOn: '2026-03-02' };
const word = {
  channel: 'PHONE',
  purpose: 'SERVICE',
  decidedAt: '2026-03-02T10:00:00+08:00',
  expiresOn: null,
  wordingVersion: null,
  evidence: null,
} as const;

it('a registration tells its consents and who keeps the client as later events would', () => {
  const registered = ClientRegistered.of({
    ...registration,
    consents: [word],
    keeper: { rmId: 'S1', from: '2026-01-01' },
  });
  const changed = ClientProfileChanged.of({ clientId: 'C1', tier: 'PRIVATE', changedOn: '2026-03-03' });
  expect(singleFacts([registered, changed])).toEqual([
    registered,
    ConsentGranted.of({ clientId: 'C1', ...word }),
    ClientAssigned.of({ clientId: 'C1', rmId: 'S1', from: '2026-01-01', previousRmId: null }),
    changed,
  ]);
});

it('what surrounds the registration surrounds each of its facts', () => {
  const registered = { ...ClientRegistered.of({ ...registration, consents: [word] }), id: 'E1', position: '1-2-3' };
  expect(singleFacts([registered]).map(({ id, position }) => [id, position])).toEqual([
    ['E1', '1-2-3'],
    ['E1', '1-2-3'],
  ]);
});

it('a registration stored in the first version told nothing beside the profile', () => {
  const stored = { clientId: 'C1', ...profile, registeredOn: '2025-11-03' };
  expect(ClientRegistered.upcast(1, stored)).toEqual({ ...stored, consents: [], keeper: null });
});

it('evidence of a consent is never published, wherever it stands', () => {
  const { data } = ClientRegistered.of({
    ...registration,
    consents: [{ ...word, evidence: 'form 17, signed 欧阳晓明' }],
  });
  expect(JSON.stringify(ClientRegistered.published(data))).not.toContain('欧阳');
  expect(ClientRegistered.published(data)).toMatchObject({ consents: [{ channel: 'PHONE' }] });
});
