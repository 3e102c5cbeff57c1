import { kpiValue, ranked } from './metrics.js';

const figures = { touches: 5, contacts: 4, clients: 3, covered: 500, drawn: 8, done: 2, target: 2_000 };

describe('a figure', () => {
  it.each([
    ['TOUCHES', { value: 5, numerator: 5, denominator: null }],
    ['CONTACTS', { value: 4, numerator: 4, denominator: null }],
    ['CLIENTS_CONTACTED', { value: 3, numerator: 3, denominator: null }],
    ['PLAN_COMPLETION', { value: 0.25, numerator: 2, denominator: 8 }],
    ['COVERAGE', { value: 0.25, numerator: 500, denominator: 2_000 }],
  ] as const)('%s carries its numerator and denominator', (metric, value) => {
    expect(kpiValue(metric, figures)).toEqual({ metric, ...value });
  });

  it('that is a ratio over nothing has no value', () => {
    expect(kpiValue('COVERAGE', { ...figures, covered: 0, target: 0 })).toEqual({
      metric: 'COVERAGE',
      value: null,
      numerator: 0,
      denominator: 0,
    });
  });
});

describe('a ranking', () => {
  const rows = [
    { id: 'B', sortValue: 3 },
    { id: 'D', sortValue: null },
    { id: 'A', sortValue: 3 },
    { id: 'C', sortValue: 7 },
    { id: 'E', sortValue: 1 },
  ];

  it('shares a rank among ties, which stand by id', () => {
    expect(ranked(rows, true).map(({ row, rank }) => `${rank} ${row.id}`)).toEqual(['1 C', '2 A', '2 B', '4 E', '5 D']);
  });

  it('ascends when asked, and keeps those without a value at the end', () => {
    expect(ranked(rows, false).map(({ row, rank }) => `${rank} ${row.id}`)).toEqual(['1 E', '2 A', '2 B', '4 C', '5 D']);
  });
});
