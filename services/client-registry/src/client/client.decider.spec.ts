import {
  ClientAssigned,
  ClientProfileChanged,
  ClientRegistered,
  ConsentGranted,
  ConsentWithdrawn,
} from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import type {
  AssignClient,
  ChangeProfile,
  FilePlacement,
  Placement,
  RecordConsent,
  RegisterClient,
  TakeClient,
} from './client.commands.js';
import { clientDecider } from './client.decider.js';
import { clientRejections } from './client.rejections.js';

const given = {
  now: '2026-03-02T10:00:00+08:00',
  today: '2026-03-02',
  timeZone: 'Asia/Shanghai',
  reach: 'ALL' as const,
};
const profile = {
  name: '欧阳晓明',
  phone: '13800001234',
  tier: 'GOLD' as const,
  interests: ['钓鱼'],
  preferredChannel: 'PHONE' as const,
  birthday: { calendar: 'LUNAR' as const, month: 8, day: 15, year: 1968 },
  contactsAYear: 6,
};
const registration = { clientId: 'C1', ...profile, registeredOn: '2026-03-02' };
const registered = ClientRegistered.of(registration);
const assigned = (rmId: string, from: string, previousRmId: string | null = null) =>
  ClientAssigned.of({ clientId: 'C1', rmId, from, previousRmId });
const granted = (facts: Partial<Parameters<typeof ConsentGranted.of>[0]> = {}) =>
  ConsentGranted.of({
    clientId: 'C1',
    channel: 'PHONE',
    purpose: 'SERVICE',
    decidedAt: given.now,
    expiresOn: null,
    wordingVersion: null,
    evidence: null,
    ...facts,
  });
const withdrawn = (facts: Partial<Parameters<typeof ConsentWithdrawn.of>[0]> = {}) =>
  ConsentWithdrawn.of({
    clientId: 'C1',
    channel: 'PHONE',
    purpose: 'SERVICE',
    decidedAt: given.now,
    wordingVersion: null,
    evidence: null,
    receiptId: 'R1',
    ...facts,
  });

const placement = (facts: Partial<Placement> = {}): Placement => ({
  rmId: 'S1',
  from: '2026-03-02',
  role: 'RM',
  portfolioSize: 10,
  ...facts,
});
const register = (facts: Partial<RegisterClient['data']> = {}): RegisterClient => ({
  type: 'RegisterClient',
  data: { ...given, clientId: 'C1', ...profile, consents: [], placement: placement(), ...facts },
});
const change = (
  changes: ChangeProfile['data']['changes'],
  facts: Partial<ChangeProfile['data']> = {},
): ChangeProfile => ({
  type: 'ChangeProfile',
  data: { ...given, clientId: 'C1', changes, ...facts },
});
const consent = (facts: Partial<RecordConsent['data']> = {}): RecordConsent => ({
  type: 'RecordConsent',
  data: {
    ...given,
    clientId: 'C1',
    channel: 'PHONE',
    purpose: 'SERVICE',
    decision: 'GRANTED',
    receiptId: 'R1',
    ...facts,
  },
});
const assign = (facts: Partial<Placement> = {}, more: Partial<AssignClient['data']> = {}): AssignClient => ({
  type: 'AssignClient',
  data: { ...given, clientId: 'C1', placement: placement(facts), ...more },
});
const row = (facts: Partial<TakeClient['data']> = {}, where: Partial<FilePlacement> = {}): TakeClient => ({
  type: 'TakeClient',
  data: {
    ...given,
    clientId: 'C1',
    name: profile.name,
    changes: {},
    consents: [],
    placement: { ...placement(), dated: true, ...where },
    ...facts,
  },
});

describe('registering a client', () => {
  specify(clientDecider, {
    'a client is registered with what the bank knows, and kept by a relationship manager from that day on': {
      when: register(),
      then: [ClientRegistered.of({ ...registration, keeper: { rmId: 'S1', from: '2026-03-02' } })],
    },
    'consents given at registration are on the ledger, undated ones from the beginning of that day': {
      when: register({ placement: null, consents: [{ channel: 'PHONE', purpose: 'SERVICE' }] }),
      then: [
        ClientRegistered.of({ ...registration, consents: [granted({ decidedAt: '2026-03-02T00:00:00+08:00' }).data] }),
      ],
    },
    'a consent that is dated at registration counts from its own moment': {
      when: register({ placement: null, consents: [{ channel: 'PHONE', purpose: 'SERVICE', decidedAt: given.now }] }),
      then: [ClientRegistered.of({ ...registration, consents: [granted().data] })],
    },
    'a client is registered once': {
      given: [registered],
      when: register(),
      then: clientRejections.CLIENT_ALREADY_REGISTERED({ clientId: 'C1' }),
    },
    'a list of consents names each channel once for a purpose': {
      when: register({
        consents: [
          { channel: 'SMS', purpose: 'MARKETING' },
          { channel: 'SMS', purpose: 'MARKETING' },
        ],
      }),
      then: clientRejections.CONSENT_GIVEN_TWICE({ channel: 'SMS', purpose: 'MARKETING' }),
    },
    'a fault in a list of consents names its place': {
      when: register({ consents: [{ channel: 'SMS', purpose: 'SERVICE', decidedAt: '2026-04-01T00:00:00+08:00' }] }),
      then: clientRejections.CONSENT_DECIDED_IN_FUTURE({ decidedAt: '2026-04-01T00:00:00+08:00' }, [
        'input',
        'consents',
        '0',
        'decidedAt',
      ]),
    },
  });
});

describe('birthdays', () => {
  const born = (calendar: 'SOLAR' | 'LUNAR', year: number | null, month: number, day: number) =>
    register({ birthday: { calendar, year, month, day } });
  specify(clientDecider, {
    'a month has only the days it has': {
      when: born('SOLAR', 1990, 4, 31),
      then: clientRejections.BIRTHDAY_INVALID({ calendar: 'SOLAR', month: 4, day: 31 }),
    },
    '29 February needs a leap year': { when: born('SOLAR', 1990, 2, 29), then: 'BIRTHDAY_INVALID' },
    'no lunar month has 31 days': { when: born('LUNAR', 1990, 2, 31), then: 'BIRTHDAY_INVALID' },
    'a birthday to come is refused': {
      when: born('SOLAR', 2027, 1, 1),
      then: clientRejections.BIRTHDAY_IN_FUTURE({ year: 2027 }),
    },
    '29 February without a year, and lunar day 30, are birthdays': {
      given: [registered],
      when: change({ birthday: { calendar: 'LUNAR', year: 1990, month: 2, day: 30 } }),
      then: [
        ClientProfileChanged.of({
          clientId: 'C1',
          birthday: { calendar: 'LUNAR', year: 1990, month: 2, day: 30 },
          changedOn: '2026-03-02',
          changedAt: given.now,
        }),
      ],
    },
  });
});

describe('changing a profile', () => {
  specify(clientDecider, {
    'only the facts that differ are recorded': {
      given: [registered],
      when: change({ tier: 'PRIVATE', phone: profile.phone, interests: ['钓鱼'], birthday: { ...profile.birthday } }),
      then: [
        ClientProfileChanged.of({ clientId: 'C1', tier: 'PRIVATE', changedOn: '2026-03-02', changedAt: given.now }),
      ],
    },
    'nothing different is nothing to do': { given: [registered], when: change({ name: profile.name }), then: [] },
    'null clears a fact': {
      given: [registered],
      when: change({ phone: null }),
      then: [ClientProfileChanged.of({ clientId: 'C1', phone: null, changedOn: '2026-03-02', changedAt: given.now })],
    },
    'an unknown client has no profile': {
      when: change({ tier: 'GOLD' }),
      then: clientRejections.CLIENT_UNKNOWN({ clientId: 'C1' }),
    },
    'a client of others is answered as one unknown': {
      given: [registered, assigned('S2', '2026-01-01')],
      when: change({ tier: 'PRIVATE' }, { reach: new Set(['S1']) }),
      then: 'CLIENT_UNKNOWN',
    },
  });
});

describe('7. Consent ledger', () => {
  specify(clientDecider, {
    'consent is granted per channel and purpose, with wording version, evidence and expiry': {
      given: [registered],
      when: consent({ wordingVersion: 'v3', evidence: 'form 17', expiresOn: '2027-01-31' }),
      then: [granted({ wordingVersion: 'v3', evidence: 'form 17', expiresOn: '2027-01-31' })],
    },
    'withdrawal yields a receipt': {
      given: [registered, granted()],
      when: consent({ decision: 'WITHDRAWN' }),
      then: [withdrawn()],
    },
    'an objection to what was never granted is recorded too': {
      given: [registered],
      when: consent({ decision: 'WITHDRAWN' }),
      then: [withdrawn()],
    },
    'the same word of the same moment is nothing new': { given: [registered, granted()], when: consent(), then: [] },
    'the same withdrawal again is nothing new': {
      given: [registered, withdrawn()],
      when: consent({ decision: 'WITHDRAWN', receiptId: 'R2' }),
      then: [],
    },
    'a decision to come is refused': {
      given: [registered],
      when: consent({ decidedAt: '2026-03-03T10:00:00+08:00' }),
      then: clientRejections.CONSENT_DECIDED_IN_FUTURE({ decidedAt: '2026-03-03T10:00:00+08:00' }),
    },
    'a device whose clock is a minute ahead may record consent, which counts from now on': {
      given: [registered],
      when: consent({ decidedAt: '2026-03-02T10:01:00+08:00' }),
      then: [granted()],
    },
    'a withdrawal told by a clock ahead counts from now on, too': {
      given: [registered, granted({ decidedAt: '2026-03-01T10:00:00+08:00' })],
      when: consent({ decision: 'WITHDRAWN', decidedAt: '2026-03-02T10:01:00+08:00' }),
      then: [withdrawn()],
    },
    'a consent told by a clock ahead counts from now on at registration, too': {
      when: register({
        placement: null,
        consents: [{ channel: 'PHONE', purpose: 'SERVICE', decidedAt: '2026-03-02T10:02:00+08:00' }],
      }),
      then: [ClientRegistered.of({ ...registration, consents: [granted().data] })],
    },
    'a moment beyond what clocks differ by is to come': {
      given: [registered],
      when: consent({ decidedAt: '2026-03-02T10:02:01+08:00' }),
      then: 'CONSENT_DECIDED_IN_FUTURE',
    },
    'a consent does not expire before it is given': {
      given: [registered],
      when: consent({ expiresOn: '2026-03-01' }),
      then: clientRejections.CONSENT_EXPIRES_BEFORE_DECISION({ expiresOn: '2026-03-01', decidedOn: '2026-03-02' }),
    },
    'a withdrawal has no last day': {
      given: [registered],
      when: consent({ decision: 'WITHDRAWN', expiresOn: '2027-01-01' }),
      then: clientRejections.WITHDRAWAL_CANNOT_EXPIRE(),
    },
    'a day outside the calendar is refused': {
      given: [registered],
      when: consent({ expiresOn: '2399-01-01' }),
      then: 'DATE_OUTSIDE_CALENDAR',
    },
    'an unknown client consents to nothing': {
      when: consent(),
      then: clientRejections.CLIENT_UNKNOWN({ clientId: 'C1' }),
    },
  });
});

describe('21. Assignment and handover', () => {
  const kept = [registered, assigned('S1', '2026-01-01')];
  specify(clientDecider, {
    'a client without relationship manager is assigned': {
      given: [registered],
      when: assign(),
      then: [assigned('S1', '2026-03-02')],
    },
    'a handover from a later day names who kept the client before': {
      given: kept,
      when: assign({ rmId: 'S2' }),
      then: [assigned('S2', '2026-03-02', 'S1')],
    },
    'an assignment may lie in the past or in the future': {
      given: kept,
      when: assign({ rmId: 'S2', from: '2026-12-01' }),
      then: [assigned('S2', '2026-12-01', 'S1')],
    },
    'the same assignment again is nothing new': { given: kept, when: assign({ from: '2026-01-01' }), then: [] },
    'anyone who keeps the client anyway keeps them': { given: kept, when: assign(), then: [] },
    'one relationship manager at a time: a second one from the same day is refused': {
      given: kept,
      when: assign({ rmId: 'S2', from: '2026-01-01' }),
      then: clientRejections.CLIENT_ASSIGNED_TWICE({ clientId: 'C1', currentRmId: 'S1', from: '2026-01-01' }),
    },
    'a handover does not start before the assignment that it ends': {
      given: kept,
      when: assign({ rmId: 'S2', from: '2025-12-31' }),
      then: clientRejections.HANDOVER_NOT_LATER({
        clientId: 'C1',
        currentRmId: 'S1',
        currentFrom: '2026-01-01',
        from: '2025-12-31',
      }),
    },
    'nobody unknown keeps a client': {
      given: kept,
      when: assign({ rmId: 'S9', role: null }),
      then: clientRejections.RM_UNKNOWN({ rmId: 'S9' }),
    },
    'only a relationship manager keeps clients': {
      given: kept,
      when: assign({ rmId: 'H1', role: 'UNIT_HEAD' }),
      then: clientRejections.RM_ROLE_REQUIRED({ rmId: 'H1', role: 'UNIT_HEAD' }),
    },
    'clients are given only to those within reach': {
      given: kept,
      when: assign({ rmId: 'S2' }, { reach: new Set(['S1']) }),
      then: clientRejections.RM_OUT_OF_SCOPE({ rmId: 'S2' }),
    },
    'a portfolio of 399 takes one more': {
      given: kept,
      when: assign({ rmId: 'S2', portfolioSize: 399 }),
      then: [assigned('S2', '2026-03-02', 'S1')],
    },
    'a portfolio of 400 takes no more': {
      given: kept,
      when: assign({ rmId: 'S2', portfolioSize: 400 }),
      then: clientRejections.PORTFOLIO_FULL({ rmId: 'S2', size: 400, limit: 400 }),
    },
    'a day outside the calendar is refused': {
      given: kept,
      when: assign({ rmId: 'S2', from: '1999-01-01' }),
      then: 'DATE_OUTSIDE_CALENDAR',
    },
    'a client of others is answered as one unknown': {
      given: kept,
      when: assign({ rmId: 'S2' }, { reach: new Set(['S2']) }),
      then: 'CLIENT_UNKNOWN',
    },
  });
});

describe('a row of a clients file', () => {
  const taken = [
    ClientRegistered.of({
      clientId: 'C1',
      name: profile.name,
      phone: null,
      tier: 'STANDARD',
      interests: [],
      preferredChannel: null,
      birthday: null,
      contactsAYear: 6,
      registeredOn: '2026-01-01',
      consents: [granted({ decidedAt: '2026-01-01T00:00:00+08:00' }).data],
      keeper: { rmId: 'S1', from: '2026-01-01' },
    }),
  ];
  const phone = { channel: 'PHONE' as const, purpose: 'SERVICE' as const };
  const ranOut = granted({ decidedAt: '2026-01-15T00:00:00+08:00', expiresOn: '2026-03-01' });
  specify(clientDecider, {
    'a new client is registered, consents and is assigned in one go, since the day of the assignment': {
      when: row({ consents: [phone] }, { from: '2026-01-01' }),
      then: taken,
    },
    'the same row again changes nothing': {
      given: taken,
      when: row({ consents: [phone] }, { from: '2026-01-01' }),
      then: [],
    },
    'a changed row yields only what changed': {
      given: taken,
      when: row(
        { changes: { tier: 'GOLD' }, consents: [phone, { channel: 'SMS', purpose: 'MARKETING' }] },
        { from: '2026-01-01' },
      ),
      then: [
        ClientProfileChanged.of({ clientId: 'C1', tier: 'GOLD', changedOn: '2026-03-02', changedAt: given.now }),
        granted({ channel: 'SMS', purpose: 'MARKETING' }),
      ],
    },
    'another relationship manager from a later day is a handover': {
      given: taken,
      when: row({}, { rmId: 'S2', from: '2026-02-01' }),
      then: [assigned('S2', '2026-02-01', 'S1')],
    },
    'another one from the same day is refused': {
      given: taken,
      when: row({}, { rmId: 'S2', from: '2026-01-01' }),
      then: 'CLIENT_ASSIGNED_TWICE',
    },
    'an old row without a day does not hand a client back': {
      given: [...taken, assigned('S2', '2026-02-01', 'S1')],
      when: row({}, { dated: false }),
      then: [],
    },
    'a row never overrules a withdrawal': {
      given: [...taken, withdrawn({ decidedAt: '2026-02-01T00:00:00+08:00' })],
      when: row({ consents: [phone], placement: null }),
      then: [],
    },
    'another expiry is a new word; the ledger keeps the old one': {
      given: taken,
      when: row({ consents: [{ ...phone, expiresOn: '2027-01-31' }], placement: null }),
      then: [granted({ expiresOn: '2027-01-31' })],
    },
    'an expiry that the ledger holds already is no news': {
      given: [...taken, granted({ expiresOn: '2027-01-31' }), granted({ expiresOn: '2028-01-31' })],
      when: row({ consents: [{ ...phone, expiresOn: '2027-01-31' }], placement: null }),
      then: [],
    },
    'a consent that ran out before the client was known here is history, valid to its last day': {
      when: row({ consents: [{ ...phone, expiresOn: '2025-12-31' }] }, { from: '2026-01-01' }),
      then: [
        ClientRegistered.of({
          ...taken[0]!.data,
          consents: [granted({ decidedAt: '2025-12-31T00:00:00+08:00', expiresOn: '2025-12-31' }).data],
        }),
      ],
    },
    'one that has run out since takes its place in the ledger': {
      given: taken,
      when: row({ consents: [{ ...phone, expiresOn: '2026-02-01' }], placement: null }),
      then: [granted({ decidedAt: '2026-02-01T00:00:00+08:00', expiresOn: '2026-02-01' })],
    },
    'and is no news when it is told again': {
      given: [...taken, granted({ decidedAt: '2026-02-01T00:00:00+08:00', expiresOn: '2026-02-01' })],
      when: row({ consents: [{ ...phone, expiresOn: '2026-02-01' }], placement: null }),
      then: [],
    },
    'a grant without expiry follows one that has run out': {
      given: [registered, ranOut],
      when: row({ consents: [phone], placement: null }),
      then: [granted()],
    },
    'and is no news when the row is sent again': {
      given: [registered, ranOut, granted()],
      when: row({ consents: [phone], placement: null, now: '2026-03-03T10:00:00+08:00', today: '2026-03-03' }),
      then: [],
    },
    'one that is valid still is left as it is, to its last day': {
      given: [registered, granted({ decidedAt: '2026-01-01T00:00:00+08:00', expiresOn: '2026-03-02' })],
      when: row({ consents: [phone], placement: null }),
      then: [],
    },
    'nor does an old file widen what was narrowed since and has run out': {
      given: [...taken, ranOut],
      when: row({ consents: [phone], placement: null }),
      then: [],
    },
    'nothing follows a withdrawal, though a grant before it has run out': {
      given: [registered, ranOut, withdrawn({ decidedAt: '2026-02-20T00:00:00+08:00' })],
      when: row({ consents: [phone], placement: null }),
      then: [],
    },
    'nor one learnt of late, decided after the grant': {
      given: [registered, withdrawn({ decidedAt: '2026-02-20T00:00:00+08:00' }), ranOut],
      when: row({ consents: [phone], placement: null }),
      then: [],
    },
    'a withdrawal that the client took back with a grant that has run out stands in nobody’s way': {
      given: [registered, withdrawn({ decidedAt: '2025-12-20T00:00:00+08:00' }), ranOut],
      when: row({ consents: [phone], placement: null }),
      then: [granted()],
    },
    'a row that names a consent twice is refused': {
      given: taken,
      when: row({ consents: [phone, phone] }),
      then: 'CONSENT_GIVEN_TWICE',
    },
  });
});
