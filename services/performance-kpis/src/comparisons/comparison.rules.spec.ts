import { chinaCalendar } from '@hengxin/contracts';
import { periodFrom } from '../kpi/period-input.rules.js';
import { medianOf, previousPeriod, samePeriodLastYear } from './comparison.rules.js';

const startOf = (period: { start: string } | undefined) => period?.start;

describe('a figure is held against', () => {
  it.each([
    ['DAY', '2026-03-01', '2026-02-28'],
    ['WEEK', '2026-03-02', '2026-02-23'],
    ['MONTH', '2026-01-01', '2025-12-01'],
    ['QUARTER', '2026-01-01', '2025-10-01'],
    ['YEAR', '2026-01-01', '2025-01-01'],
  ] as const)('the %s before, of %s that of %s', (grain, start, before) =>
    expect(startOf(previousPeriod(chinaCalendar, periodFrom(grain, start)))).toBe(before),
  );

  it.each([
    ['DAY', '2026-03-01', '2025-03-01'],
    ['DAY', '2028-02-29', '2027-02-28'],
    ['WEEK', '2026-03-02', '2025-03-03'],
    ['MONTH', '2026-03-01', '2025-03-01'],
    ['QUARTER', '2026-04-01', '2025-04-01'],
    ['YEAR', '2026-01-01', '2025-01-01'],
  ] as const)('the same %s last year, of %s that of %s', (grain, start, before) =>
    expect(startOf(samePeriodLastYear(chinaCalendar, periodFrom(grain, start)))).toBe(before),
  );

  it('nothing before the calendar begins', () => {
    const first = periodFrom('YEAR', `${chinaCalendar.firstYear}-01-01`);
    expect(previousPeriod(chinaCalendar, first)).toBeUndefined();
    expect(samePeriodLastYear(chinaCalendar, first)).toBeUndefined();
  });

  it('the median of its siblings, the mean of the two in the middle, those without a value left out', () => {
    const values = (...found: (number | null)[]) =>
      found.map((value) => ({ metric: 'COVERAGE', value, numerator: 0, denominator: 1 }));
    expect(medianOf('COVERAGE', values(0.9, 0.1, 0.3)).value).toBe(0.3);
    expect(medianOf('COVERAGE', values(0.9, null, 0.1, 0.5, 0.25)).value).toBe(0.375);
    expect(medianOf('COVERAGE', values(null))).toEqual({
      metric: 'COVERAGE',
      value: null,
      numerator: 0,
      denominator: 0,
    });
  });
});
