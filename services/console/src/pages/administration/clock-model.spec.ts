import { hourAfter, momentOf, nineAfter, timeTyped } from './clock-model.js';

describe('a moment to which a demo clock is moved', () => {
  const now = '2026-03-31T23:30:15.250+08:00';
  it("is told in the bank's offset", () => expect(momentOf('2026-03-02', '09:30')).toBe('2026-03-02T09:30:00+08:00'));
  it("is nine o'clock some days on, over the end of a month", () => {
    expect(nineAfter(now, 1)).toBe('2026-04-01T09:00:00+08:00');
    expect(nineAfter(now, 7)).toBe('2026-04-07T09:00:00+08:00');
  });
  it('is typed as a time of day', () => {
    expect(['9:30', '09:30', '0930', '9.30', '９：３０', '9时30分'].map(timeTyped)).toEqual(Array(6).fill('09:30'));
    expect(timeTyped('9')).toBe('09:00');
    expect(['', '24:00', '9:60', '9:3', 'noon'].map(timeTyped)).toEqual(Array(5).fill(null));
  });
  it('is an hour on, over midnight', () => expect(hourAfter(now)).toBe('2026-04-01T00:30:15+08:00'));
});
