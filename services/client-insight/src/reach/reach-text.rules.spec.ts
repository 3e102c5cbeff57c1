import { reachText } from './reach-text.rules.js';

describe('when and how a client answers', () => {
  it('is a sentence to read out, in both languages', () => {
    const best = { channel: 'PHONE', fromHour: 14, toHour: 16, answered: 9, tried: 10 } as const;
    expect(reachText(best, 'zh')).toBe('电话，14 点至 16 点：10 次联系中有 9 次得到回应。');
    expect(reachText(best, 'en')).toBe('By phone, from 14:00 to 16:00: answered 9 of 10 times.');
  });
});
