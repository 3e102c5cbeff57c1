import type { Database, Progress } from '@hengxin/service-kit';
import { periodFrom } from '../kpi/period-input.rules.js';
import { METRIC_SET } from '../metrics/index.js';
import type { ScopeFigures } from '../metrics/metric-set.js';
import type { ClosedFigures } from './closed-figures.js';
import { ClosingDigests } from './closing-digests.js';

const MARCH = periodFrom('MONTH', '2026-03-01');
const NOTHING = Object.fromEntries(
  [...METRIC_SET.measures, ...METRIC_SET.readings, ...METRIC_SET.courses].map(({ name }) => [name, 0]),
);

/** A service that may still be counting, with one closed month. */
class Counting {
  readonly kept = new Map<string, string>();
  isBehind = false;
  isClosed = true;
  touches = 1;

  readonly digests = new ClosingDigests(
    {
      closingOf: () => Promise.resolve(this.isClosed ? { closedAtMs: 0, metrics: ['TOUCHES', 'GONE'] } : undefined),
      asOf: (asked) => Promise.resolve(asked.map((): ScopeFigures => ({ ...NOTHING, touches: this.touches }))),
    } satisfies Pick<ClosedFigures, 'closingOf' | 'asOf'> as unknown as ClosedFigures,
    { query: (text: string, values: readonly string[]) => this.query(text, values) } as unknown as Database,
    {
      caughtUp: () => (this.isBehind ? Promise.reject(new Error('behind')) : Promise.resolve()),
    } as unknown as Progress,
    METRIC_SET,
  );

  readonly prove = () =>
    this.digests.prove({
      data: { grain: MARCH.grain, start: MARCH.start },
      ...{ key: 'MONTH.2026-03-01', at: '2026-04-03T00:00:00Z', commandId: 'proved', failures: 0 },
      signal: new AbortController().signal,
    });

  private query(text: string, values: readonly string[]): Promise<object[]> {
    if (text.includes('insert into closing_digest')) this.keep(listOf(values[0]!), listOf(values[3]!));
    if (text.includes('join closing_digest')) return Promise.resolve(this.found(listOf(values[0]!)));
    if (text.includes('from rollup')) return Promise.resolve(values[0] === '' ? [{ scope: 'unit:H' }] : []);
    return Promise.resolve([]);
  }

  private keep(scopes: readonly string[], digests: readonly string[]): void {
    scopes.forEach((scope, i) => this.kept.set(scope, this.kept.get(scope) ?? digests[i]!));
  }

  private found(scopes: readonly string[]): object[] {
    return scopes.flatMap((scope) => {
      const digest = this.kept.get(scope);
      return digest === undefined ? [] : [{ key: `${scope} ${MARCH.window.grain} ${MARCH.start}`, digest }];
    });
  }
}

/** The ids of an array literal. */
const listOf = (literal: string): string[] => literal.slice(2, -2).split('","');

describe('the digest of a closed period', () => {
  it('is null while the period is not closed', async () => {
    const counting = new Counting();
    counting.isClosed = false;
    expect(await counting.digests.of('unit:H', MARCH)).toBeNull();
  });

  it('is not made while what was known at the closing is being counted, and is made of all of it', async () => {
    const [late, counted] = [new Counting(), new Counting()];
    late.isBehind = true;
    expect(await late.digests.of('unit:H', MARCH)).toBeNull();
    await expect(late.prove()).rejects.toThrow('behind');
    expect([...late.kept]).toEqual([]);
    late.isBehind = false;
    late.touches = 2;
    counted.touches = 2;
    await late.prove();
    expect([...late.kept.keys()]).toEqual(['unit:H']);
    expect(await late.digests.of('unit:H', MARCH)).toBe(await counted.digests.of('unit:H', MARCH));
  });

  it('is kept, whatever the figures say later and how much is still to be counted then', async () => {
    const counting = new Counting();
    const first = await counting.digests.of('staff:S1', MARCH);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    counting.touches = 8;
    counting.isBehind = true;
    expect(await counting.digests.of('staff:S1', MARCH)).toBe(first);
  });

  it('is another one for other figures and another scope', async () => {
    const [one, other] = [new Counting(), new Counting()];
    other.touches = 2;
    const digest = await one.digests.of('unit:H', MARCH);
    expect(await other.digests.of('unit:H', MARCH)).not.toBe(digest);
    expect(await one.digests.of('unit:B1', MARCH)).not.toBe(digest);
  });
});
