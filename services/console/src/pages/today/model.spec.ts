import type { DayContact, Item } from './documents.js';
import { daysAhead, dayView, deferralDay, followUpDay, outcomesByClient, pendingOf, reasonLine } from './model.js';

const TODAY = '2026-03-02';
const item = (id: string, status: Item['status'], date = TODAY) => ({ id, status, date }) as Item;
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

describe('the day', () => {
  const items = [
    item('m', 'MISSED', '2026-02-27'),
    item('a', 'OPEN'),
    item('b', 'DONE'),
    item('c', 'OPEN'),
    item('d', 'DEFERRED'),
    item('e', 'CANCELLED'),
  ];

  it('holds what was missed, what is to be done, and what is settled', () => {
    const view = dayView(TODAY, items, new Map());
    expect([ids(view.missed), ids(view.open), ids(view.settled)]).toEqual([['m'], ['a', 'c'], ['b', 'd', 'e']]);
  });
  it('counts its own items, and none that fell away', () =>
    expect(dayView(TODAY, items, new Map())).toMatchObject({ done: 1, all: 4 }));
  it('takes what waits for the network for done', () => {
    const view = dayView(TODAY, items, new Map([['a', 'waiting'] as const, ['m', 'waiting'] as const]));
    expect(view).toMatchObject({ done: 2, all: 4, missed: [] });
    expect(ids(view.open)).toEqual(['c']);
    expect(ids(view.settled.filter(({ isWaiting }) => isWaiting))).toEqual(['m', 'a']);
  });
  it('keeps for done what the platform has taken, until the plan tells it', () => {
    const view = dayView(TODAY, items, new Map([['a', 'taken'] as const]));
    expect(view.done).toBe(2);
    expect(view.settled.every(({ isWaiting }) => !isWaiting)).toBe(true);
  });
  it('leaves open whom nobody reached, with the mark that it waits', () => {
    const { open, done } = dayView(TODAY, items, new Map([['a', 'touch'] as const]));
    expect([ids(open), open[0]!.isWaiting, done]).toEqual([['a', 'c'], true, 1]);
  });
});

describe('what waits on the device', () => {
  const queued = (state: 'waiting' | 'refused' | 'taken', outcome: string, planItemId: string | null = 'a') => ({
    state,
    input: { planItemId, outcome, channel: 'PHONE' },
  });
  it.each([
    [[queued('waiting', 'ENGAGED')], [['a', 'waiting']]],
    [[queued('waiting', 'NO_ANSWER')], [['a', 'touch']]],
    [[queued('waiting', 'NO_ANSWER'), queued('waiting', 'ENGAGED')], [['a', 'waiting']]],
    [[queued('taken', 'ENGAGED')], [['a', 'taken']]],
    [[queued('taken', 'MESSAGE_LEFT')], []],
    [[queued('refused', 'ENGAGED')], []],
    [[queued('waiting', 'ENGAGED', null)], []],
  ])('%j', (queue, expected) => expect([...pendingOf(queue)]).toEqual(expected));
});

describe('what came of a client', () => {
  const told = (clientId: string, outcome: DayContact['outcome'], startedAt: string) =>
    ({ id: startedAt, channel: 'PHONE', outcome, startedAt, client: { id: clientId } }) as DayContact;
  const here = (clientId: string, outcome: DayContact['outcome'], state: 'waiting' | 'refused' = 'waiting') => ({
    state,
    input: { clientId, channel: 'PHONE' as const, outcome, startedAt: '2026-03-02T10:00:00+08:00' },
  });
  const outcomes = (...[contacts, logged]: Parameters<typeof outcomesByClient>) =>
    [...outcomesByClient(contacts, logged)].map(([client, { outcome }]) => [client, outcome]);

  it('is the outcome of the newest contact', () =>
    expect(
      outcomes(
        [told('A', 'COMMITTED', '2026-03-02T09:30:00+08:00'), told('A', 'ENGAGED', '2026-03-02T09:00:00+08:00')],
        [],
      ),
    ).toEqual([['A', 'COMMITTED']]));
  it('is that of this device’s own before the platform has answered', () =>
    expect(outcomes([told('A', 'ENGAGED', '2026-03-02T09:00:00+08:00')], [here('A', 'DECLINED')])).toEqual([
      ['A', 'DECLINED'],
    ]));
  it('is none of what was refused or reached nobody', () =>
    expect(outcomes([], [here('A', 'ENGAGED', 'refused'), here('B', 'NO_ANSWER')])).toEqual([]));
});

describe('the reason', () => {
  const reason = (more: Partial<Item['reason']>): Item['reason'] => ({
    code: 'CADENCE',
    text: 'In words.',
    lastContactOn: null,
    daysSinceContact: null,
    intervalDays: 61,
    promisedOn: null,
    nextTryOn: null,
    ...more,
  });
  it.each([
    [reason({}), { kind: 'never', intervalDays: 61 }],
    [reason({ daysSinceContact: 91 }), { kind: 'since', days: 91, intervalDays: 61 }],
    [reason({ code: 'PROMISE', promisedOn: TODAY }), { kind: 'promised', on: TODAY, overdueDays: 0 }],
    [reason({ code: 'PROMISE', promisedOn: '2026-02-27' }), { kind: 'promised', on: '2026-02-27', overdueDays: 3 }],
    [reason({ code: 'PROMISE', nextTryOn: TODAY }), { kind: 'nextTry', on: TODAY }],
    [reason({ code: 'PROMISE' }), { kind: 'sentence', text: 'In words.' }],
    [reason({ code: 'ADDED' }), { kind: 'sentence', text: 'In words.' }],
  ])('%o is told in facts where there are any', (given, told) => expect(reasonLine(given, TODAY)).toEqual(told));
});

describe('days to choose', () => {
  it('lead from today', () => {
    expect([followUpDay('none', TODAY), followUpDay('soon', TODAY), followUpDay('month', TODAY)]).toEqual([
      null,
      '2026-03-05',
      '2026-04-01',
    ]);
    expect(deferralDay('next', TODAY, '2026-03-03')).toBe('2026-03-03');
    expect(deferralDay('week', TODAY, '2026-03-03')).toBe('2026-03-09');
    expect(deferralDay('other', TODAY, '2026-03-03')).toBeNull();
  });
  it('are the seven from today on, week ends marked', () => {
    const days = daysAhead(TODAY);
    expect(days).toHaveLength(7);
    expect(days.filter(({ isWeekend }) => isWeekend).map(({ day }) => day)).toEqual(['2026-03-07', '2026-03-08']);
  });
});
