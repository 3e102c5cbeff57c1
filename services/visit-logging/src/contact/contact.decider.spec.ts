import { ContactLogged } from '@hengxin/contracts';
import { decide, evolve, isRejected } from '@hengxin/event-sourcing';
import fc from 'fast-check';
import {
  contact,
  type ContactCommand,
  type ContactEvent,
  type LogContact,
  type TakeContact,
} from './contact.decider.js';
import { contactRejections } from './contact.rejections.js';

const facts = {
  contactId: 'K1',
  clientId: 'C1',
  staffId: 'S1',
  unitId: 'U1',
  channel: 'PHONE',
  startedAt: '2026-03-02T10:00:00+08:00',
  endedAt: '2026-03-02T10:12:00+08:00',
  outcome: 'ENGAGED',
  notes: null,
  followUpOn: null,
  loggedAt: '2026-03-02T10:13:00+08:00',
  timeZone: 'Asia/Shanghai',
} as const;
const log = (more: Partial<LogContact['data']> = {}): LogContact => ({
  type: 'LogContact',
  data: {
    ...facts,
    planItemId: null,
    openItems: [],
    clientWithinReach: true,
    consented: true,
    planItemForeign: false,
    ...more,
  },
});
const open = (itemId: string, staffId = 'S1', date = '2026-03-02') => ({ itemId, staffId, date });
const take = (more: Partial<TakeContact['data']> = {}): TakeContact => ({
  type: 'TakeContact',
  data: { ...facts, now: '2026-03-02T12:00:00+08:00', clientKnown: true, staffKnown: true, ...more },
});
const given = (...events: ContactEvent[]) => evolve(contact, events);
const data = (command: ContactCommand, ...before: ContactEvent[]) => {
  const decision = decide(contact, command, given(...before));
  if (isRejected(decision)) throw new Error(decision.rejection.code);
  return decision[0]?.data;
};
const refusal = (command: ContactCommand, ...before: ContactEvent[]) => {
  const decision = decide(contact, command, given(...before));
  return isRejected(decision) ? [decision.rejection.code, decision.rejection.field.join('.')] : decision;
};
const stored = () => ContactLogged.of(data(take())!) as ContactEvent;

describe('rule 5, effective contact', () => {
  it.each([
    ['PHONE', 'ENGAGED', true],
    ['VISIT', 'DECLINED', true],
    ['WECHAT', 'COMMITTED', true],
    ['PHONE', 'NO_ANSWER', false],
    ['SMS', 'MESSAGE_LEFT', false],
    ['WECHAT_GROUP', 'ENGAGED', false],
  ] as const)('two-way, individual, with an outcome: %s %s is effective: %s', (channel, outcome, effective) =>
    expect(data(log({ channel, outcome }))?.effective).toBe(effective),
  );

  it.each([
    ['2026-03-03T10:12:00+08:00', false],
    ['2026-03-03T10:12:00.001+08:00', true],
    ['2026-03-09T09:00:00+08:00', true],
  ])('logged within 24 hours of its end (later: stored, flagged late): logged at %s is late: %s', (loggedAt, late) =>
    expect(data(log({ loggedAt }))?.late).toBe(late),
  );

  it('a late contact is counted in the period in which it took place', () =>
    expect(data(log({ loggedAt: '2026-04-01T09:00:00+08:00' }))?.businessDate).toBe('2026-03-02'));

  it.each([
    ['the open item where none is named', { openItems: [open('P1')] }, 'P1'],
    ["the maker's own item before a colleague's", { openItems: [open('P1', 'S2'), open('P2')] }, 'P2'],
    ['the item that is named', { openItems: [open('P1')], planItemId: 'P2' }, 'P2'],
    ['no item of a later day', { openItems: [open('P1', 'S1', '2026-03-03')] }, null],
    ['no item when it is only a touch', { openItems: [open('P1')], outcome: 'NO_ANSWER' }, null],
  ] as const)('a contact does %s', (_, told, planItemId) => expect(data(log(told))?.planItemId).toBe(planItemId));

  it('the business date is the day of the bank on which it started, whatever offset the moment is given in', () =>
    expect(data(log({ startedAt: '2026-03-01T20:00:00Z', endedAt: '2026-03-01T20:01:00Z' }))?.businessDate).toBe(
      '2026-03-02',
    ));

  it.each(['2026-03-03', '2026-03-04', '2026-03-20'])(
    'logged days later, it keeps the follow-up agreed on its day, for %s',
    (followUpOn) =>
      expect(data(log({ followUpOn, loggedAt: '2026-03-04T12:00:00+08:00' }))).toMatchObject({
        followUpOn,
        late: true,
      }),
  );

  it('its promise travels with it', () =>
    expect(data(log({ followUpOn: '2026-03-20' }))?.followUpOn).toBe('2026-03-20'));
});

describe('rule 12, topics of a contact', () => {
  const warm = { topic: '围棋', reaction: 'WARM' } as const;
  const cold = { topic: 'Golf', reaction: 'COLD' } as const;

  it('each use records a reaction (WARM, NEUTRAL, COLD), in the order told', () =>
    expect(data(log({ topics: [warm, cold] }))?.topics).toEqual([warm, cold]));

  it('without a topic the contact has none', () => expect(data(log({ topics: [] }))).not.toHaveProperty('topics'));

  it.each(['NO_ANSWER', 'MESSAGE_LEFT'] as const)('there is none where nobody was talked to: %s', (outcome) =>
    expect(refusal(log({ topics: [warm], outcome }))).toEqual(['TOPICS_WITHOUT_TALK', 'input.topics']),
  );

  it('a topic stands in it once, however it is spelled', () =>
    expect(refusal(log({ topics: [warm, cold, { topic: ' ｇｏｌｆ', reaction: 'WARM' }] }))).toEqual([
      'TOPIC_TWICE',
      'input.topics.2.topic',
    ]));
});

describe('a contact that is refused changes nothing and says why', () => {
  it.each<[string, Partial<LogContact['data']>, string, string]>([
    ['an unknown client, or one of somebody else', { clientWithinReach: false }, 'CLIENT_UNKNOWN', 'input.clientId'],
    ['no consent to the channel valid when it took place', { consented: false }, 'CONSENT_MISSING', 'input.channel'],
    [
      'one that starts in the future',
      { startedAt: '2026-03-02T10:14:00+08:00' },
      'CONTACT_IN_FUTURE',
      'input.startedAt',
    ],
    ['one that is not over', { endedAt: '2026-03-02T10:14:00+08:00' }, 'CONTACT_IN_FUTURE', 'input.endedAt'],
    [
      'one that ends before it starts',
      { endedAt: '2026-03-02T09:59:59+08:00' },
      'CONTACT_ENDS_BEFORE_START',
      'input.endedAt',
    ],
    ['one longer than a day', { startedAt: '2026-03-01T10:00:00+08:00' }, 'CONTACT_TOO_LONG', 'input.endedAt'],
    [
      'a day outside the calendar',
      { startedAt: '1999-12-31T10:00:00+08:00' },
      'DATE_OUTSIDE_CALENDAR',
      'input.startedAt',
    ],
    [
      'a follow-up that is not after the day of the contact',
      { followUpOn: '2026-03-02' },
      'FOLLOW_UP_NOT_AHEAD',
      'input.followUpOn',
    ],
    ['a follow-up outside the calendar', { followUpOn: '2199-01-01' }, 'DATE_OUTSIDE_CALENDAR', 'input.followUpOn'],
    [
      'a plan item of another client',
      { planItemId: 'P1', planItemForeign: true },
      'PLAN_ITEM_UNKNOWN',
      'input.planItemId',
    ],
  ])('%s', (_, more, code, field) => expect(refusal(log(more))).toEqual([code, field]));

  it('every code of the catalogue is refused with by some rule', () => {
    const reached = new Set([
      ...[
        { clientWithinReach: false },
        { consented: false },
        { startedAt: '2026-03-02T10:14:00+08:00' },
        { endedAt: '2026-03-02T09:00:00+08:00' },
      ].map((more) => refusal(log(more))[0]),
      refusal(log({ startedAt: '2026-03-01T10:00:00+08:00' }))[0],
      refusal(log({ followUpOn: '2026-03-01' }))[0],
      refusal(log({ planItemId: 'P', planItemForeign: true }))[0],
      refusal(log({ topics: [{ topic: '茶', reaction: 'WARM' }], outcome: 'NO_ANSWER' }))[0],
      refusal(
        log({
          topics: [
            { topic: '茶', reaction: 'WARM' },
            { topic: '茶', reaction: 'COLD' },
          ],
        }),
      )[0],
      refusal(take({ clientKnown: false }))[0],
      refusal(take({ staffKnown: false }))[0],
      refusal(take({ loggedAt: '2026-03-02T10:11:00+08:00' }))[0],
      refusal(take({ outcome: 'DECLINED' }), stored())[0],
    ]);
    expect([...reached].sort()).toEqual(Object.keys(contactRejections.texts).sort());
  });
});

describe('a contact of the bank’s history', () => {
  it('needs no consent: it happened', () =>
    expect(data(take())).toMatchObject({ contactId: 'K1', effective: true, late: false }));
  it('is stored once: the same row again changes nothing', () =>
    expect(refusal(take({ loggedAt: '2026-03-02T11:00:00+08:00' }), stored())).toEqual([]));
  it.each<[string, Partial<TakeContact['data']>, string, string]>([
    ['of an unknown client', { clientKnown: false }, 'CLIENT_NOT_IMPORTED', 'client_id'],
    ['of unknown staff', { staffKnown: false }, 'STAFF_UNKNOWN_HERE', 'staff_id'],
    [
      'in the future',
      { startedAt: '2026-03-02T13:00:00+08:00', endedAt: '2026-03-02T13:01:00+08:00' },
      'CONTACT_IN_FUTURE',
      'started_at',
    ],
    ['that ends before it starts', { endedAt: '2026-03-01T10:00:00+08:00' }, 'CONTACT_ENDS_BEFORE_START', 'ended_at'],
    ['logged before it ended', { loggedAt: '2026-03-02T10:11:59+08:00' }, 'CONTACT_LOGGED_BEFORE_END', 'logged_at'],
    ['with a promise not ahead of it', { followUpOn: '2026-03-02' }, 'FOLLOW_UP_NOT_AHEAD', 'follow_up_on'],
    ['with a promise of no known year', { followUpOn: '2126-03-02' }, 'DATE_OUTSIDE_CALENDAR', 'follow_up_on'],
    ['logged in the future', { loggedAt: '2026-03-02T12:00:01+08:00' }, 'CONTACT_IN_FUTURE', 'logged_at'],
  ])('%s is refused', (_, more, code, field) => expect(refusal(take(more))).toEqual([code, field]));
  it('holds a promise, whose day may have come since', () =>
    expect(
      data(
        take({
          startedAt: '2026-02-20T10:00:00+08:00',
          endedAt: '2026-02-20T10:12:00+08:00',
          loggedAt: '2026-02-20T10:12:00+08:00',
          followUpOn: '2026-02-27',
        }),
      ),
    ).toMatchObject({ followUpOn: '2026-02-27' }));
  it('stored with another promise is refused: a fact does not change', () =>
    expect(refusal(take({ followUpOn: '2026-03-09' }), stored())).toEqual(['CONTACT_DIFFERS', 'contact_id']));
  it('stored with another content is refused: a fact does not change', () =>
    expect(refusal(take({ outcome: 'COMMITTED' }), stored())).toEqual(['CONTACT_DIFFERS', 'contact_id']));
});

describe('whatever is told', () => {
  it('a stored contact lies in the past, does not end before it starts, and is late exactly when more than 24 hours passed', () => {
    const moment = fc
      .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-04-01') })
      .map((ms) => new Date(ms).toISOString());
    fc.assert(
      fc.property(moment, moment, moment, (startedAt, endedAt, loggedAt) => {
        const decision = decide(contact, log({ startedAt, endedAt, loggedAt }), undefined);
        if (isRejected(decision)) return;
        const event = decision[0]!.data;
        const [start, end, told] = [event.startedAt, event.endedAt, event.loggedAt].map((moment) =>
          Date.parse(moment),
        ) as [number, number, number];
        expect(start <= end && end <= told).toBe(true);
        expect(event.late).toBe(Date.parse(loggedAt) - Date.parse(endedAt) > 86_400_000);
      }),
    );
  });
});
