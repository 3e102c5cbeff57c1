import { HEAD_METRICS, headLines, monthOf, monthsToChoose, trendOf } from './model.js';

describe('the monthly report', () => {
  it('is of the last month that is over where none is named', () => {
    expect(monthOf(null, '2026-03-02')).toBe('2026-02-01');
    expect(monthOf('2026-02-31', '2026-03-02')).toBe('2026-02-01');
    expect(monthOf('2025-12-24', '2026-03-02')).toBe('2025-12-01');
  });
  it('shows thirteen months, so that a year before is among them', () =>
    expect(trendOf('2026-02-01')).toEqual({ from: '2025-02-01', to: '2026-02-01' }));
  it('may be of two years of months, and of the one that is shown', () => {
    expect(monthsToChoose('2026-03-02', '2026-02-01')).toHaveLength(24);
    expect(monthsToChoose('2026-03-02', '2010-05-01').at(-1)).toBe('2010-05-01');
  });

  it('holds each figure against the month before, the year before and the peers', () => {
    const values = (value: number | null) => [{ metric: 'COVERAGE', value }];
    const comparisons = [
      { against: 'PREVIOUS_PERIOD', values: values(0.4) },
      { against: 'SIBLINGS_MEDIAN', values: values(0.6) },
    ];
    const series = [0, 0.4, null, 0.5].map((value) => ({ values: values(value) }));
    const lines = headLines({ values: values(0.5), comparisons }, series);
    expect(lines.map(({ metric }) => metric)).toEqual(HEAD_METRICS);
    expect(lines.find(({ metric }) => metric === 'COVERAGE')).toEqual({
      metric: 'COVERAGE',
      ...{ value: 0.5, before: 0.4, lastYear: null, median: 0.6 },
      trend: [null, 0.4, null, 0.5],
    });
    expect(lines.find(({ metric }) => metric === 'LOANS')).toMatchObject({
      value: null,
      trend: [null, null, null, null],
    });
  });
});
