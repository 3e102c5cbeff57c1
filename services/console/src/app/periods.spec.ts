import { isDay, periodAfter, periodEnd, periodStart, quarterOf } from './periods.js';

describe('a period', () => {
  it.each([
    ['DAY', '2026-03-04', '2026-03-04', '2026-03-04'],
    ['WEEK', '2026-03-01', '2026-02-23', '2026-03-01'],
    ['MONTH', '2024-02-29', '2024-02-01', '2024-02-29'],
    ['QUARTER', '2026-12-31', '2026-10-01', '2026-12-31'],
    ['YEAR', '2026-03-04', '2026-01-01', '2026-12-31'],
  ] as const)('of %s holds the days from its first to its last', (grain, day, start, end) => {
    expect(periodStart(grain, day)).toBe(start);
    expect(periodEnd(grain, start)).toBe(end);
  });
  it('follows another over the ends of months and years', () => {
    expect(periodAfter('MONTH', '2026-01-01', -1)).toBe('2025-12-01');
    expect(periodAfter('QUARTER', '2026-10-01', 1)).toBe('2027-01-01');
    expect(periodAfter('WEEK', '2025-12-29', 1)).toBe('2026-01-05');
    expect(periodAfter('YEAR', '2026-01-01', -4)).toBe('2022-01-01');
  });
  it('lies in one of four quarters', () =>
    expect(['2026-01-01', '2026-06-30', '2026-12-01'].map(quarterOf)).toEqual([1, 2, 4]));
  it('is asked for by a day that is one', () => {
    expect(['2026-02-28', '2024-02-29'].every(isDay)).toBe(true);
    expect([null, '', '2026-02-30', '2026-2-1', 'today'].some(isDay)).toBe(false);
  });
});
