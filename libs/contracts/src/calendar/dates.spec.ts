import {
  addDays,
  businessDateOf,
  dayNumber,
  daysBetween,
  instantOf,
  isDate,
  periodEnd,
  periodStart,
  startOfDay,
  weekday,
} from './dates.js';

describe('business dates', () => {
  it.each([
    ['DAY', '2026-03-04', '2026-03-04', '2026-03-04'],
    ['WEEK', '2026-03-04', '2026-03-02', '2026-03-08'],
    ['WEEK', '2026-01-01', '2025-12-29', '2026-01-04'],
    ['MONTH', '2024-02-29', '2024-02-01', '2024-02-29'],
    ['QUARTER', '2026-05-31', '2026-04-01', '2026-06-30'],
    ['YEAR', '2026-05-31', '2026-01-01', '2026-12-31'],
  ] as const)('the %s of %s runs from %s to %s', (grain, date, start, end) => {
    expect(periodStart(grain, date)).toBe(start);
    expect(periodEnd(grain, start)).toBe(end);
  });

  it('a week starts on Monday', () => {
    expect(weekday('2026-03-02')).toBe(1);
    expect(weekday('2026-03-08')).toBe(7);
    expect(weekday('1969-12-28')).toBe(7);
  });

  it('counts days across leap days and years', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(daysBetween('2025-12-31', '2026-01-01')).toBe(1);
    expect(dayNumber('1970-01-01')).toBe(0);
  });

  it.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', 'today', ''])('%p is no date', (text) =>
    expect(isDate(text)).toBe(false),
  );

  it('a moment belongs to the business day of the bank, not of the sender', () => {
    expect(businessDateOf('2026-03-01T23:59:59Z')).toBe('2026-03-02');
    expect(businessDateOf('2026-03-02T00:00:00+08:00')).toBe('2026-03-02');
    expect(businessDateOf('2026-03-01T23:59:59+08:00')).toBe('2026-03-01');
    expect(businessDateOf('2026-07-01T23:30:00-04:00', 'America/New_York')).toBe('2026-07-01');
  });

  it.each(['2024-02-29', '2000-02-29', '2026-12-31'])('%p is a date', (text) => expect(isDate(text)).toBe(true));
  it.each(['1900-02-29', '2026-00-10', '2026-04-31', '2026-01-00'])('%p is no date either', (text) =>
    expect(isDate(text)).toBe(false),
  );

  it('a moment is written with the offset of the bank, milliseconds only where it has any', () => {
    expect(instantOf(Date.parse('2026-03-02T02:00:00Z'))).toBe('2026-03-02T10:00:00+08:00');
    expect(instantOf(Date.parse('2026-03-02T02:00:00.120Z'))).toBe('2026-03-02T10:00:00.120+08:00');
    expect(instantOf(0, 'America/New_York')).toBe('1969-12-31T19:00:00-05:00');
  });

  it('a day begins at midnight of the bank, also on the day the clocks change', () => {
    expect(instantOf(startOfDay('2026-03-02'))).toBe('2026-03-02T00:00:00+08:00');
    expect(instantOf(startOfDay('2026-03-29', 'Europe/Berlin'), 'Europe/Berlin')).toBe('2026-03-29T00:00:00+01:00');
    expect(instantOf(startOfDay('2026-03-30', 'Europe/Berlin'), 'Europe/Berlin')).toBe('2026-03-30T00:00:00+02:00');
  });
});
