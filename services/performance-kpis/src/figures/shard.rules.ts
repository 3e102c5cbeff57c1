import { AGGREGATES } from '@hengxin/contracts';

/** The largest number that the column `shard` holds. */
export const LARGEST_SHARD = 32_767;
/** Partitions of a topic that have one of their own; others share theirs. */
const PARTITIONS = 256;

/**
 * 0 for the log; each partition of each topic has one of its own, as long as there are enough. Two that share one wait
 * for each other at its rows, and count the same: figures are sums over all shards.
 */
export function shardOf({ source, partition }: { readonly source: string; readonly partition: number }): number {
  const topic = AGGREGATES.findIndex((aggregate) => aggregate.topic === source);
  return topic < 0 ? 0 : 1 + ((topic * PARTITIONS + (partition % PARTITIONS)) % LARGEST_SHARD);
}
