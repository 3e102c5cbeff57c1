import {
  EMPTY_END,
  EMPTY_REVIEW,
  findingsOf,
  isComplete,
  isWholeReview,
  minutesBetween,
  numberOf,
  withKinds,
  withNothing,
  yuanOf,
} from './model.js';

const END = { ...EMPTY_END, outcome: 'ENGAGED' as const };

describe('the end of a visit', () => {
  it('needs an outcome, and a word on what was found', () => {
    expect(isComplete(END)).toBe(false);
    expect(isComplete(withNothing(END, true))).toBe(true);
    expect(isComplete(withNothing(EMPTY_END, true))).toBe(false);
  });
  it('needs a text for each kind; funds may be an amount alone', () => {
    expect(isComplete(withKinds(END, ['NEED']))).toBe(false);
    expect(isComplete({ ...withKinds(END, ['NEED']), texts: { ...END.texts, NEED: '换房' } })).toBe(true);
    expect(isComplete({ ...withKinds(END, ['FUNDS']), amount: '50000' })).toBe(true);
  });
  it('finds something or nothing, and never both', () => {
    expect(withKinds(withNothing(END, true), ['NEED'])).toMatchObject({ kinds: ['NEED'], isNothing: false });
    expect(withNothing(withKinds(END, ['NEED']), true)).toMatchObject({ kinds: [], isNothing: true });
  });
  it('tells what was found by kind, an amount in yuan with two places', () => {
    const draft = { ...withKinds(END, ['NEED', 'FUNDS']), texts: { ...END.texts, NEED: ' 换房 ' }, amount: '50,000' };
    expect(findingsOf(draft)).toEqual([
      { kind: 'NEED', text: '换房', amount: null },
      { kind: 'FUNDS', text: null, amount: '50000.00' },
    ]);
    expect(findingsOf(withNothing(END, true))).toEqual([{ kind: 'NONE' }]);
  });
  it('leaves to the platform what is no amount', () =>
    expect([yuanOf(''), yuanOf('１２.5'), yuanOf('五万')]).toEqual([null, '12.50', '五万']));
});

it('a review is whole with a goal that was met, or with why not, what comes next and when', () => {
  const met = { ...EMPTY_REVIEW, result: 'MET' as const };
  const missed = { ...EMPTY_REVIEW, result: 'MISSED' as const, reasons: ['RATE' as const], nextTopic: '存单' };
  const whole = { ...missed, nextOn: '2026-03-09' };
  expect([EMPTY_REVIEW, met, missed, whole].map(isWholeReview)).toEqual([false, true, false, true]);
});

it('a number that is none is not sent', () =>
  expect([numberOf(' 3 '), numberOf(''), numberOf('x')]).toEqual([3, null, null]));

it('a visit has taken whole minutes', () => {
  const start = '2026-03-02T09:00:00+08:00';
  expect(minutesBetween(start, Date.parse('2026-03-02T09:12:59+08:00'))).toBe(12);
  expect(minutesBetween(start, Date.parse('2026-03-02T08:59:00+08:00'))).toBe(0);
});
