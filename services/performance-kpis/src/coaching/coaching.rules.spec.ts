import fc from 'fast-check';
import { medianOf } from '../comparisons/comparison.rules.js';
import type { KpiValue } from '../metrics/metric-set.js';
import { type Compared, furthestBelow, lowestTenth } from './coaching.rules.js';

const peers = (...values: (number | null)[]) => values.map((value, i) => ({ unitId: `U${i}`, value }));
const lowest = (...values: (number | null)[]) => [...lowestTenth(peers(...values))];
const rest = (count: number) => Array.from({ length: count }, (_, i) => 0.5 + i / 100);

describe('rule 22: the lowest tenth', () => {
  it('of ten units is the lowest one', () => expect(lowest(0.1, ...rest(9))).toEqual(['U0']));
  it('of nineteen is the lowest one, of twenty the lowest two', () => {
    expect(lowest(0.1, 0.2, ...rest(17))).toEqual(['U0']);
    expect(lowest(0.2, 0.1, ...rest(18))).toEqual(['U0', 'U1']);
  });
  it('of fewer than ten units is nobody', () => expect(lowest(0.1, ...rest(8))).toEqual([]));
  it('leaves out units without a value', () => expect(lowest(null, 0.1, ...rest(8))).toEqual([]));
  it('is shared by those who are tied in it', () => expect(lowest(0.1, 0.1, ...rest(8))).toEqual(['U0', 'U1']));
  it('holds the units below whom fewer than a tenth stand, and who are below the median', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 10, maxLength: 60 }), (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        const median = (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
        const isLow = (value: number) =>
          value < median && values.filter((other) => other < value).length < Math.floor(values.length / 10);
        expect(lowest(...values)).toEqual(values.flatMap((value, i) => (isLow(value) ? [`U${i}`] : [])));
      }),
    ));
  it('is found among 40,000 units as it is among ten', () => {
    const values = Array.from({ length: 40_000 }, (_, i) => (i * 7919) % 40_000);
    expect(lowest(...values)).toEqual(values.flatMap((value, i) => (value < 4_000 ? [`U${i}`] : [])));
  });
  it('is nobody where all are the same', () => expect(lowest(...Array<number>(10).fill(0.5))).toEqual([]));
});

describe('rule 22: the figures of a notice', () => {
  const value = (metric: string, number: number | null): KpiValue => ({
    metric,
    value: number,
    numerator: number ?? 0,
    denominator: null,
  });
  const compared = (
    metric: string,
    own: number | null,
    others: number[],
    direction: Compared['direction'] = 'HIGHER_IS_BETTER',
  ) => ({
    own: value(metric, own),
    median: medianOf(
      metric,
      others.map((other) => value(metric, other)),
    ).value,
    direction,
  });
  const codes = (...all: Compared[]) => furthestBelow(all).map(({ metric }) => metric);

  it('are the three furthest below the median, as shares of it', () =>
    expect(
      codes(
        compared('A', 90, [100, 100, 100]),
        compared('B', 0.1, [0.5, 0.5, 0.5]),
        compared('C', 50, [100, 100, 100]),
        compared('D', 60, [100, 100, 100]),
      ),
    ).toEqual(['B', 'C', 'D']));
  it('are none that are at the median or above', () =>
    expect(codes(compared('A', 100, [100, 100, 100]), compared('B', 120, [100, 100, 100]))).toEqual([]));
  it('are above the median where lower is better', () =>
    expect(
      codes(compared('A', 0.4, [0.2, 0.2], 'LOWER_IS_BETTER'), compared('B', 0.1, [0.2, 0.2], 'LOWER_IS_BETTER')),
    ).toEqual(['A']));
  it('are none without a value or of no direction', () =>
    expect(codes(compared('A', null, [1, 1]), compared('B', 0, [1, 1], 'NEUTRAL'))).toEqual([]));
  it('are first of all those whose median is nothing, since nobody else has that much to mend', () =>
    expect(
      codes(
        compared('A', 0.1, [1, 1]),
        compared('B', 0.6, [0, 0], 'LOWER_IS_BETTER'),
        compared('C', -1, [0, 0]),
        compared('D', 0, [0, 0]),
      ),
    ).toEqual(['B', 'C', 'A']));
});
