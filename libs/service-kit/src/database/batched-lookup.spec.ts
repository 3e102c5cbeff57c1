import fc from 'fast-check';
import { BatchedLookup } from './batched-lookup.js';

describe('batched look-ups', () => {
  it('give everyone their own value, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 20 })),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        async (keys, statements, most) => {
          let underWay = 0;
          const lookup = new BatchedLookup<number, string>(
            async (batch) => {
              expect(++underWay).toBeLessThanOrEqual(statements);
              expect(batch.length).toBeLessThanOrEqual(most);
              await Promise.resolve();
              underWay--;
              return new Map(batch.filter((key) => key % 3 !== 0).map((key) => [String(key), `v${key}`]));
            },
            String,
            { statements, keys: most },
          );
          expect(await Promise.all(keys.map((key) => lookup.find(key)))).toEqual(
            keys.map((key) => (key % 3 === 0 ? undefined : `v${key}`)),
          );
        },
      ),
    );
  });

  it('share one statement while another is under way', async () => {
    const batches: number[] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const lookup = new BatchedLookup<number, number>(
      async (keys) => {
        batches.push(keys.length);
        await gate;
        return new Map(keys.map((key) => [String(key), key]));
      },
      String,
      { statements: 1, keys: 100 },
    );
    const first = lookup.find(0);
    await Promise.resolve();
    const rest = Array.from({ length: 10 }, (_, i) => lookup.find(i + 1));
    release();
    expect(await Promise.all([first, ...rest])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(batches).toEqual([1, 10]);
  });

  it('fail for the key alone that makes them fail', async () => {
    const lookup = new BatchedLookup<number, number>(async (keys) => {
      if (keys.includes(2)) throw Object.assign(new Error('invalid byte sequence'), { code: '22021' });
      return new Map(keys.map((key) => [String(key), key]));
    });
    expect(await Promise.allSettled([1, 2, 3].map((key) => lookup.find(key)))).toMatchObject([
      { value: 1 },
      { status: 'rejected' },
      { value: 3 },
    ]);
  });

  it('tell everyone of a batch that it failed, and go on', async () => {
    let fails = true;
    const lookup = new BatchedLookup<number, number>(async (keys) => {
      if (fails) throw new Error('down');
      return new Map(keys.map((key) => [String(key), key]));
    });
    expect(await Promise.allSettled([lookup.find(1), lookup.find(2)])).toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    fails = false;
    expect(await lookup.find(3)).toBe(3);
  });
});
