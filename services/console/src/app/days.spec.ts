import { dayAfter, dayOf, daysBetween, weekday } from './days.js';

describe('days of the bank', () => {
  it('go on over months, years and leap days', () => {
    expect(dayAfter('2026-02-28', 1)).toBe('2026-03-01');
    expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29');
    expect(dayAfter('2026-01-01', -1)).toBe('2025-12-31');
  });
  it('are counted between', () => {
    expect(daysBetween('2025-12-01', '2026-03-02')).toBe(91);
    expect(daysBetween('2026-03-02', '2026-03-01')).toBe(-1);
  });
  it('begin their week on Monday', () => {
    expect(weekday('2026-03-02')).toBe(1);
    expect(weekday('2026-03-08')).toBe(7);
  });
  it('hold a moment by the time zone of the bank, wherever the device is', () => {
    expect(dayOf('2026-03-01T16:30:00Z', 'Asia/Shanghai')).toBe('2026-03-02');
    expect(dayOf('2026-03-01T15:30:00Z', 'Asia/Shanghai')).toBe('2026-03-01');
  });
});
