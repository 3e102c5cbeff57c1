import { formatOf } from './format.js';

const zh = formatOf('zh');
const en = formatOf('en');

describe('formats', () => {
  it('write days as each language does', () => {
    expect(zh.weekdayDay('2026-03-02')).toBe('3月2日星期一');
    expect(en.weekdayDay('2026-03-02')).toBe('Monday 2 March');
    expect(zh.day('2026-03-02')).toBe('2026年3月2日');
    expect(en.day('2026-03-02')).toBe('2 Mar 2026');
    expect(en.dayMonth('2026-03-02')).toBe('2 Mar');
  });
  it('leave out the year where it is this one', () => {
    expect(zh.nearDay('2026-02-27', '2026-03-02')).toBe('2月27日');
    expect(zh.nearDay('2025-12-31', '2026-03-02')).toBe('2025年12月31日');
    expect(en.nearDay('2025-12-31', '2026-03-02')).toBe('31 Dec 2025');
  });
  it('show moments in the time zone of the bank', () => {
    expect(zh.time('2026-03-02T01:05:00Z')).toBe('09:05');
    expect(en.moment('2026-03-01T16:05:00Z')).toBe('2 Mar, 00:05');
  });
  it('write numbers and lists', () => {
    expect(zh.count(12345)).toBe('12,345');
    expect(en.percent(0.7318)).toBe('73.2%');
    expect(zh.list(['围棋', '茶'])).toBe('围棋、茶');
    expect(en.list(['chess', 'tea'])).toBe('chess, tea');
  });
});
