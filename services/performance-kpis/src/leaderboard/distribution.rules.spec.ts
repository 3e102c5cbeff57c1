import fc from 'fast-check';
import { distributionOf } from './distribution.rules.js';

describe('a distribution', () => {
  it('has quartiles, and bars of one round width from the least to the most', () =>
    expect(distributionOf([0, 4, 8, 12, 20, null])).toEqual({
      staff: 5,
      withoutValue: 1,
      least: 0,
      lowerQuartile: 4,
      median: 8,
      upperQuartile: 12,
      most: 20,
      bars: [0, 2, 4, 6, 8, 10, 12, 14, 16, 18].map((from) => ({
        from,
        to: from + 2,
        staff: [0, 4, 8, 12].includes(from) || from === 18 ? 1 : 0,
      })),
    }));

  it('has one bar where all have the same, and none where nobody has a value', () => {
    expect(distributionOf([3, 3]).bars).toEqual([{ from: 3, to: 3, staff: 2 }]);
    expect(distributionOf([null])).toEqual({
      ...{ staff: 0, withoutValue: 1, least: null, lowerQuartile: null, median: null, upperQuartile: null, most: null },
      bars: [],
    });
  });

  it('writes the bounds of shares as they are read', () =>
    expect(distributionOf([0.1, 0.3, 0.4]).bars.map(({ from }) => from)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3, 0.35]));

  it('puts everybody into one of twelve bars at most, between whose bounds they lie', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1 }), (values) => {
        const { bars, least, most } = distributionOf(values);
        expect(bars.length).toBeLessThanOrEqual(12);
        expect(bars.reduce((sum, { staff }) => sum + staff, 0)).toBe(values.length);
        expect(bars[0]!.from).toBeLessThanOrEqual(least!);
        expect(bars.at(-1)!.to).toBeGreaterThanOrEqual(most!);
        bars.forEach(({ from, to, staff }, i) => {
          const isLast = i === bars.length - 1;
          expect(staff).toBe(values.filter((value) => value >= from && (isLast ? value <= to : value < to)).length);
        });
      }),
    ));
});
