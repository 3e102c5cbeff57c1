import { AGGREGATES } from '@hengxin/contracts';
import { LARGEST_SHARD, shardOf } from './shard.rules.js';

describe('the shard of a partition', () => {
  const all = AGGREGATES.flatMap(({ topic: source }) =>
    Array.from({ length: 256 }, (_, partition) => shardOf({ source, partition })),
  );

  it('is one that the column holds, of every topic and partition', () => {
    expect(Math.max(...all)).toBeLessThanOrEqual(LARGEST_SHARD);
    expect(Math.min(...all)).toBe(1);
    // However many partitions a topic gets.
    const last = AGGREGATES.at(-1)!.topic;
    expect(shardOf({ source: last, partition: 1_000_000 })).toBeLessThanOrEqual(LARGEST_SHARD);
  });

  it('is its own, and not that of the log', () => {
    expect(new Set(all).size).toBe(all.length);
    expect(shardOf({ source: 'store', partition: 0 })).toBe(0);
  });
});
