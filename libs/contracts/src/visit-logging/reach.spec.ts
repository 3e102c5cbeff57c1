import { lowerBound, reachOf, type Tries, tryOf } from './reach.js';

const tries = (channel: Tries['channel'], hour: number, answered: number, tried: number): Tries => ({
  channel,
  hour,
  answered,
  tried,
});

describe('when and how a client answers', () => {
  it('is the channel and two hours with the highest lower bound of the rate', () => {
    const known = [tries('PHONE', 9, 2, 10), tries('PHONE', 14, 9, 10), tries('WECHAT', 20, 5, 10)];
    expect(reachOf(known)).toEqual({ channel: 'PHONE', fromHour: 14, toHour: 16, answered: 9, tried: 10 });
  });

  it('one answer of one try says less than nine of ten', () => {
    expect(reachOf([tries('SMS', 8, 1, 1), tries('PHONE', 14, 9, 10)])).toMatchObject({ channel: 'PHONE' });
    expect(lowerBound(1, 1)).toBeCloseTo(0.2065, 3);
    expect(lowerBound(9, 10)).toBeCloseTo(0.5958, 3);
    expect([lowerBound(0, 5), lowerBound(0, 0)]).toEqual([0, 0]);
  });

  it('hours next to each other are taken together', () => {
    expect(reachOf([tries('PHONE', 10, 1, 2), tries('PHONE', 11, 2, 2), tries('PHONE', 12, 1, 1)])).toEqual({
      channel: 'PHONE',
      fromHour: 10,
      toHour: 12,
      answered: 3,
      tried: 4,
    });
  });

  it('of two alike by channel and hour, in any order', () => {
    const alike = [tries('WECHAT', 9, 1, 2), tries('PHONE', 15, 1, 2), tries('PHONE', 9, 1, 2)];
    for (const known of [alike, alike.toReversed()])
      expect(reachOf(known)).toMatchObject({ channel: 'PHONE', fromHour: 8 });
  });

  it('is nothing for one who never answered', () => expect(reachOf([tries('PHONE', 9, 0, 3)])).toBeNull());
});

describe('what a contact teaches', () => {
  const zone = 'Asia/Shanghai';
  const startedAt = '2026-02-10T07:10:00Z';

  it('is its channel and its hour by the bank’s clock', () =>
    expect(tryOf({ channel: 'PHONE', outcome: 'ENGAGED', startedAt }, zone)).toEqual({
      channel: 'PHONE',
      hour: 15,
      isAnswered: true,
    }));

  it.each([
    ['DECLINED', true],
    ['NO_ANSWER', false],
    ['MESSAGE_LEFT', false],
  ] as const)('after %s the client has answered: %s', (outcome, isAnswered) =>
    expect(tryOf({ channel: 'SMS', outcome, startedAt }, zone)).toMatchObject({ isAnswered }),
  );

  it('is nothing for a post to a group, which is no way to reach one client', () =>
    expect(tryOf({ channel: 'WECHAT_GROUP', outcome: 'ENGAGED', startedAt }, zone)).toBeUndefined());
});
