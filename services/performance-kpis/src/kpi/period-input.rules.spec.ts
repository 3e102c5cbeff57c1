import { chinaCalendar } from '@hengxin/contracts';
import { kpiRejections } from './kpi.rejections.js';
import {
  dayOutside,
  isProvisional,
  lastPeriods,
  MOST_POINTS,
  type Period,
  periodOf,
  periodsBetween,
} from './period-input.rules.js';

describe('a period', () => {
  it.each([
    ['DAY', '2026-03-02', '2026-03-02'],
    ['WEEK', '2026-03-02', '2026-03-08'],
    ['MONTH', '2026-02-01', '2026-02-28'],
    ['QUARTER', '2026-04-01', '2026-06-30'],
    ['YEAR', '2026-01-01', '2026-12-31'],
  ] as const)('%s that starts on its first day, %s, ends on %s', (grain, start, end) => {
    expect(periodOf(grain, start)).toMatchObject({ grain, start, end });
  });

  it.each([
    ['WEEK', '2026-03-04', '2026-03-02'],
    ['MONTH', '2026-03-02', '2026-03-01'],
    ['QUARTER', '2026-03-01', '2026-01-01'],
    ['YEAR', '2026-03-01', '2026-01-01'],
  ] as const)('%s that starts on another day, %s, is refused, and the right day named', (grain, start, first) => {
    expect(periodOf(grain, start)).toEqual(kpiRejections.PERIOD_START({ start, grain, first }));
  });

  it.each([
    ['DAY', '2026-02-30', '2026-02-30'],
    ['MONTH', '1999-01-01', '1999-01-01'],
    ['YEAR', '2099-01-01', '2099-01-01'],
    ['WEEK', '2098-12-29', '2099-01-04'],
    ['YEAR', '2098-01-01', undefined],
  ] as const)('%s from %s lies outside the calendar because of %s', (grain, start, day) => {
    expect(dayOutside(chinaCalendar, grain, start)).toBe(day);
  });
  it.each([
    ['YEAR', '2026-01-01', false],
    ['WEEK', '2026-12-28', true],
    ['YEAR', '2027-01-01', true],
  ] as const)(
    '%s from %s is provisional, for it touches a year without official holidays: %s',
    (grain, start, provisional) => {
      expect(isProvisional(chinaCalendar, periodOf(grain, start) as Period)).toBe(provisional);
    },
  );
});

describe('the periods of a series', () => {
  const starts = (periods: unknown) => (periods as readonly Period[]).map(({ start }) => start);

  it('are those that hold a day of the range, whole ones, without a gap', () => {
    expect(starts(periodsBetween('MONTH', '2026-01-31', '2026-03-01'))).toEqual([
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
    ]);
    expect(starts(periodsBetween('WEEK', '2025-12-31', '2026-01-05'))).toEqual(['2025-12-29', '2026-01-05']);
    expect(starts(periodsBetween('DAY', '2026-02-28', '2026-02-28'))).toEqual(['2026-02-28']);
  });

  it('are refused when the range ends before it begins', () => {
    const [from, to] = ['2026-03-02', '2026-03-01'];
    expect(periodsBetween('YEAR', from, to)).toEqual(kpiRejections.SERIES_ENDS_BEFORE_START({ from, to }));
  });

  it('are 400 at most', () => {
    const [from, last, next] = ['2025-01-01', '2026-02-04', '2026-02-05'];
    expect(periodsBetween('DAY', from, last)).toHaveLength(MOST_POINTS);
    expect(periodsBetween('DAY', from, next)).toEqual(
      kpiRejections.SERIES_TOO_LONG({ from, to: next, grain: 'DAY', limit: MOST_POINTS }),
    );
  });

  it('before a period end with it', () => {
    expect(starts(lastPeriods(periodOf('QUARTER', '2026-04-01') as Period, 3))).toEqual([
      '2025-10-01',
      '2026-01-01',
      '2026-04-01',
    ]);
  });
});
