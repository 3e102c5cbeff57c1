import type { DayContact, Item, PlanDay } from './documents.js';
import {
  cardLine,
  daysAhead,
  dayView,
  deferralDay,
  followUpDay,
  labelsOf,
  outcomesByClient,
  pendingOf,
  reasonLine,
  weekSums,
  yearBars,
} from './model.js';

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

  const birthday = { kind: 'BIRTHDAY', label: '生日' } as const;
  const inflow = { kind: 'LARGE_INFLOW', label: '大额转入' } as const;
  const labels = (more: Partial<Item['reason']>, prompts: Item['prompts'] = []) =>
    labelsOf({ reason: reason(more), prompts });
  it('of a card names no amounts: labels stand for the sentence of an occasion or a signal', () => {
    for (const code of ['OCCASION', 'SIGNAL'] as const) expect(cardLine(reason({ code }), TODAY)).toBeNull();
    expect(cardLine(reason({ code: 'ADDED' }), TODAY)).toEqual({ kind: 'sentence', text: 'In words.' });
    expect(cardLine(reason({}), TODAY)).toEqual({ kind: 'never', intervalDays: 61 });
  });
  it('is followed by every prompt, in the platform’s order', () =>
    expect(labels({ code: 'SIGNAL' }, [birthday, inflow])).toEqual([
      { kind: 'prompt', of: birthday },
      { kind: 'prompt', of: inflow },
    ]));
  it('is followed by a promise that it does not tell itself', () => {
    const promised = { promisedOn: TODAY };
    expect(labels({ code: 'PROMISE', ...promised }, [inflow])).toEqual([{ kind: 'prompt', of: inflow }]);
    expect(labels({ code: 'ADDED', ...promised })).toEqual([{ kind: 'promised', on: TODAY }]);
    expect(labels({ code: 'ADDED', nextTryOn: TODAY })).toEqual([{ kind: 'nextTry', on: TODAY }]);
  });
  it('that nothing else tells is told by its kind', () => {
    expect(labels({ code: 'SIGNAL' })).toEqual([{ kind: 'code', code: 'SIGNAL' }]);
    expect(labels({})).toEqual([]);
  });
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
  it('are the seven from today on, week ends off until the platform says otherwise', () => {
    const days = daysAhead(TODAY, []);
    expect(days).toHaveLength(7);
    expect(days.filter(({ isOff }) => isOff).map(({ day }) => day)).toEqual(['2026-03-07', '2026-03-08']);
  });
  const planned = (date: string, more: Partial<PlanDay>) =>
    ({ date, dayKind: 'WORKING_DAY', capacity: 10, expected: 10, promises: 0, occasions: 0, ...more }) as PlanDay;
  const week = [
    planned('2026-03-02', { expected: 12, promises: 2 }),
    planned('2026-03-03', { dayKind: 'LEAVE', capacity: 0, expected: 0 }),
    planned('2026-03-04', { dayKind: 'LEAVE', capacity: 5, expected: 6, occasions: 1 }),
    planned('2026-03-07', { dayKind: 'MAKE_UP_WORKING_DAY' }),
  ];
  it('say what is expected, against the fullest of them, and where there is leave', () => {
    const days = daysAhead(TODAY, week);
    expect(days.map(({ expected }) => expected)).toEqual([12, 0, 6, null, null, 10, null]);
    expect(days.slice(0, 3).map(({ height }) => height)).toEqual([1, 0, 0.5]);
    expect(days.filter(({ isLeave }) => isLeave).map(({ day, isOff }) => [day, isOff])).toEqual([
      ['2026-03-03', true],
      ['2026-03-04', false],
    ]);
    expect(days[5]!.isOff).toBe(false);
  });
  it('are summed up', () => expect(weekSums(week)).toEqual({ expected: 28, promises: 2, occasions: 1 }));
});

describe('the year', () => {
  it('is drawn to the longer of what is owed and what there is room for', () => {
    expect(yearBars({ owed: 900, capacityLeft: 1800 })).toEqual({ owed: 0.5, capacityLeft: 1 });
    expect(yearBars({ owed: 2000, capacityLeft: 500 })).toEqual({ owed: 1, capacityLeft: 0.25 });
    expect(yearBars({ owed: 0, capacityLeft: 0 })).toEqual({ owed: 0, capacityLeft: 0 });
  });
});
