import type { Tries } from '@hengxin/contracts';
import { suggestedHours } from './suggested-hours.policy.js';
import { suggestedHoursText } from './suggested-hours-text.rules.js';

const TRIES: readonly Tries[] = [
  { channel: 'PHONE', hour: 9, answered: 1, tried: 4 },
  { channel: 'PHONE', hour: 11, answered: 4, tried: 5 },
  { channel: 'WECHAT', hour: 20, answered: 9, tried: 9 },
  { channel: 'SMS', hour: 8, answered: 0, tried: 3 },
];

describe('the suggested hours of an item', () => {
  it('are those in which the client answers best over the suggested channel', () => {
    expect(suggestedHours(TRIES, 'PHONE')).toEqual({ fromHour: 10, toHour: 12, answered: 4, tried: 5 });
    expect(suggestedHours(TRIES, 'WECHAT')).toEqual({ fromHour: 20, toHour: 22, answered: 9, tried: 9 });
  });

  it('are none where the client never answered over that channel', () =>
    expect([suggestedHours(TRIES, 'SMS'), suggestedHours(TRIES, 'EMAIL')]).toEqual([null, null]));

  it('are a sentence to read out, in both languages', () => {
    const hours = { fromHour: 10, toHour: 12, answered: 4, tried: 5 };
    expect(suggestedHoursText(hours, 'zh')).toBe('10 点至 12 点最容易联系上：5 次联系中有 4 次得到回应。');
    expect(suggestedHoursText(hours, 'en')).toBe('Best reached from 10:00 to 12:00: answered 4 of 5 times.');
  });
});
