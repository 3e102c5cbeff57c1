import type { Consumer } from './consumer.js';
import { comparePositions, START } from './log-position.js';
import type { PositionToken } from './position-token.js';
import { STORE } from './source.js';
import type { TopicOffsets } from './topic-offsets.js';
import type { Reached, Tracked } from './tracked.js';

/** The test whether a consumer has passed a token, to be asked again and again; what the consumer doesn't hear of, it need not wait for. */
export async function passing(
  { consumer, kind, reached }: Tracked,
  token: PositionToken,
  topics: TopicOffsets | undefined,
): Promise<() => boolean> {
  const { topic, key } = token;
  if (topic !== undefined && !consumer.aggregates.some((aggregate) => aggregate.topic === topic)) return () => true;
  const at = (source: string, partition: number): Reached | undefined => reached.get(source)?.get(partition);
  const isAt = (source: string, partition: number) => comparePositions(at(source, partition)?.position ?? START, token.position) >= 0;
  if (kind === 'store') return () => isAt(STORE, 0);
  if (topic !== undefined && key !== undefined) {
    const partition = await topics?.partitionOf(topic, key);
    return () => partition !== undefined && isAt(topic, partition);
  }
  const ends = token.offsets ?? (await endsOf(consumer, topics));
  return () =>
    consumer.aggregates.every((aggregate) =>
      (ends[aggregate.topic] ?? []).every(
        (end, partition) => end === null || end === '0' || BigInt(at(aggregate.topic, partition)?.nextOffset ?? 0) >= BigInt(end),
      ),
    );
}

async function endsOf(consumer: Consumer, topics: TopicOffsets | undefined): Promise<Record<string, readonly string[]>> {
  const names = consumer.aggregates.map((aggregate) => aggregate.topic);
  const bounds = await Promise.all(names.map((name) => topics?.bounds(name) ?? []));
  return Object.fromEntries(names.map((name, i) => [name, bounds[i]!.map(({ high }) => high)]));
}
