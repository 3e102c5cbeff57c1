import {
  ClientAssigned,
  ClientDateRemoved,
  ClientDateSet,
  ClientProfileChanged,
  ClientRegistered,
  OutsiderLinked,
  OutsiderUnlinked,
  ProfilePartConfirmed,
} from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { DATES_AT_MOST } from '../dates/dates.rules.js';
import { CIRCLE_AT_MOST } from '../circle/circle.rules.js';
import type { ClientCommand } from './client.commands.js';
import { clientDecider } from './client.decider.js';
import { clientRejections } from './client.rejections.js';

const now = '2026-03-02T10:00:00+08:00';
const given = { now, today: '2026-03-02', timeZone: 'Asia/Shanghai', reach: 'ALL' as const };
const clientId = 'C1';
const registered = ClientRegistered.of({
  clientId,
  name: '欧阳晓明',
  phone: null,
  tier: 'GOLD',
  interests: [],
  preferredChannel: null,
  birthday: null,
  contactsAYear: 6,
  registeredOn: '2026-01-01',
});
const ofAnother = ClientAssigned.of({ clientId, rmId: 'S2', from: '2026-01-01', previousRmId: null });
const command = <T extends ClientCommand['type']>(type: T, data: object) =>
  ({ type, data: { ...given, clientId, ...data } }) as unknown as Extract<ClientCommand, { type: T }>;
const changed = (facts: object) =>
  ClientProfileChanged.of({ clientId, ...facts, changedOn: '2026-03-02', changedAt: now });
const change = (changes: object) => command('ChangeProfile', { changes });

describe('a client as a person', () => {
  specify(clientDecider, {
    'kind, taboos, preferences, trading habits and the wish for no contact are facts of the profile': {
      given: [registered],
      when: change({
        kind: 'COMPANY',
        taboos: ['离婚'],
        preferences: '喝龙井',
        tradingHabits: '稳健',
        doNotContact: true,
      }),
      then: [
        changed({
          kind: 'COMPANY',
          taboos: ['离婚'],
          preferences: '喝龙井',
          tradingHabits: '稳健',
          doNotContact: true,
        }),
      ],
    },
    'until something else is told a client is a person who may be contacted': {
      given: [registered],
      when: change({ kind: 'PERSON', taboos: [], preferences: null, tradingHabits: null, doNotContact: false }),
      then: [],
    },
    'what was told is no news': {
      given: [registered, changed({ taboos: ['离婚'], doNotContact: true })],
      when: change({ taboos: ['离婚'], doNotContact: true }),
      then: [],
    },
    'the wish for no contact is taken back': {
      given: [registered, changed({ doNotContact: true })],
      when: change({ doNotContact: false }),
      then: [changed({ doNotContact: false })],
    },
  });
});

describe('confirming a part', () => {
  const confirm = (part: string, more: object = {}) => command('ConfirmPart', { part, ...more });
  specify(clientDecider, {
    'each of the six parts of a client can be confirmed': {
      given: [registered],
      when: confirm('DEPOSITS_AND_LOANS'),
      then: [
        ProfilePartConfirmed.of({ clientId, part: 'DEPOSITS_AND_LOANS', confirmedAt: now, confirmedOn: '2026-03-02' }),
      ],
    },
    'the goal is no part of the client': {
      given: [registered],
      when: confirm('GOAL'),
      then: clientRejections.PART_NOT_OF_CLIENT({ part: 'GOAL' }),
    },
    'nothing is confirmed of a client out of reach': {
      given: [registered, ofAnother],
      when: confirm('PROFILE', { reach: new Set(['S1']) }),
      then: clientRejections.CLIENT_UNKNOWN({ clientId }),
    },
  });
});

describe('dates of a client', () => {
  const day = (calendar: 'SOLAR' | 'LUNAR', month: number, date: number, year: number | null = null) => ({
    calendar,
    month,
    day: date,
    year,
  });
  const wedding = { dateId: 'D1', label: '结婚纪念日', date: day('SOLAR', 10, 1, 2010) };
  const isSet = (facts: Parameters<typeof ClientDateSet.of>[0] | object = {}) =>
    ClientDateSet.of({ clientId, ...wedding, setAt: now, setOn: '2026-03-02', ...facts });
  const set = (facts: object = {}) => command('SetDate', { ...wedding, ...facts });
  const taken = (date: ReturnType<typeof day>) => ({
    given: [registered],
    when: set({ date }),
    then: [isSet({ date })],
  });
  const refused = (date: ReturnType<typeof day>) => ({
    given: [registered],
    when: set({ date }),
    then: clientRejections.CLIENT_DATE_INVALID({
      calendar: date.calendar,
      year: date.year ?? '–',
      month: date.month,
      day: date.day,
    }),
  });
  specify(clientDecider, {
    'a day is told by the solar calendar': taken(day('SOLAR', 10, 1, 2010)),
    'a day is told by the lunar calendar': taken(day('LUNAR', 8, 15)),
    '29 February stands in a leap year, and without a year': taken(day('SOLAR', 2, 29)),
    '29 February of a common year does not exist': refused(day('SOLAR', 2, 29, 2025)),
    '31 April does not exist': refused(day('SOLAR', 4, 31)),
    'lunar day 30 stands where the month of that year has 30 days': taken(day('LUNAR', 1, 30, 2026)),
    'rule 2: lunar day 30 of a month of 29 days stands, to be kept on day 29': taken(day('LUNAR', 2, 30, 2026)),
    // The sixth month of 2017 had 29 days, and the leap month behind it 30.
    'rule 2: a day of a lunar leap month stands as one of the regular month': taken(day('LUNAR', 6, 30, 2017)),
    'no lunar month has 31 days': refused(day('LUNAR', 1, 31)),
    'told again alike it is no news': { given: [registered, isSet()], when: set(), then: [] },
    'told again under its id the later word stands': {
      given: [registered, isSet()],
      when: set({ label: '纪念日' }),
      then: [isSet({ label: '纪念日' })],
    },
    'a client has 50 dates at most': {
      given: [registered, ...Array.from({ length: DATES_AT_MOST }, (_, i) => isSet({ dateId: `N${i}` }))],
      when: set(),
      then: clientRejections.CLIENT_DATES_FULL({ limit: DATES_AT_MOST }),
    },
    'a date is taken back': {
      given: [registered, isSet()],
      when: command('RemoveDate', { dateId: 'D1' }),
      then: [ClientDateRemoved.of({ clientId, dateId: 'D1', removedAt: now, removedOn: '2026-03-02' })],
    },
    'a date that is not there is not taken back': {
      given: [registered],
      when: command('RemoveDate', { dateId: 'D1' }),
      then: clientRejections.CLIENT_DATE_UNKNOWN({ dateId: 'D1' }),
    },
    'no date is set for a client out of reach': {
      given: [registered, ofAnother],
      when: set({ reach: new Set(['S1']) }),
      then: 'CLIENT_UNKNOWN',
    },
  });
});

describe('an outsider in the circle', () => {
  const linked = (facts: object = {}) =>
    OutsiderLinked.of({
      clientId,
      linkId: 'L1',
      relation: 'FRIEND',
      name: '王小明',
      note: null,
      linkedAt: now,
      linkedOn: '2026-03-02',
      ...facts,
    });
  const link = (facts: object = {}) =>
    command('LinkOutsider', { linkId: 'L1', relation: 'FRIEND', name: '王小明', note: null, ...facts });
  specify(clientDecider, {
    'stands there by name': { given: [registered], when: link(), then: [linked()] },
    'stands there once a relation': {
      given: [registered, linked()],
      when: link({ linkId: 'L2' }),
      then: clientRejections.ALREADY_LINKED({ relation: 'FRIEND' }),
    },
    'may be something else besides': {
      given: [registered, linked()],
      when: link({ linkId: 'L2', relation: 'PARTNER' }),
      then: [linked({ linkId: 'L2', relation: 'PARTNER' })],
    },
    'is taken out': {
      given: [registered, linked()],
      when: command('UnlinkOutsider', { linkId: 'L1' }),
      then: [OutsiderUnlinked.of({ clientId, linkId: 'L1', unlinkedAt: now, unlinkedOn: '2026-03-02' })],
    },
    'may come again once taken out': {
      given: [
        registered,
        linked(),
        OutsiderUnlinked.of({ clientId, linkId: 'L1', unlinkedAt: now, unlinkedOn: '2026-03-02' }),
      ],
      when: link({ linkId: 'L2' }),
      then: [linked({ linkId: 'L2' })],
    },
    'who is not there is not taken out': {
      given: [registered],
      when: command('UnlinkOutsider', { linkId: 'L1' }),
      then: clientRejections.LINK_UNKNOWN({ linkId: 'L1' }),
    },
    'is one of 100 at most': {
      given: [
        registered,
        ...Array.from({ length: CIRCLE_AT_MOST }, (_, i) => linked({ linkId: `N${i}`, name: `友${i}` })),
      ],
      when: link(),
      then: clientRejections.CIRCLE_FULL({ limit: CIRCLE_AT_MOST }),
    },
  });
});
