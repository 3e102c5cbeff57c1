import { comparePositions, START } from '../position/log-position.js';
import type { PositionToken } from '../position/position-token.js';
import { STORE } from '../port/source.js';
import type { TopicOffsets } from './topic-offsets.js';
import type { Reached, Tracked } from './tracked.js';

/**
 * The test whether a consumer has passed a token, to be asked again and again. A consumer of the log has passed any
 * token when it has read that far: all that the token's command rested on lies below. A consumer of topics first waits
 * for the key that the token names, in the topic that it names. What else the token implies is known once that has
 * arrived (see `passingTheRest`).
 */
export async function passing(
  { consumer, kind, reached }: Tracked,
  token: PositionToken,
  topics: TopicOffsets | undefined,
): Promise<() => boolean> {
  const { topic, key } = token;
  const at = (source: string, partition: number): Reached | undefined => reached.get(source)?.get(partition);
  const isAt = (source: string, partition: number) =>
    comparePositions(at(source, partition)?.position ?? START, token.position) >= 0;
  if (kind === 'store') return () => isAt(STORE, 0);
  if (topic !== undefined) {
    if (key === undefined || !consumer.aggregates.some((aggregate) => aggregate.topic === topic)) return () => true;
    const partition = await topics?.partitionOf(topic, key);
    return () => partition !== undefined && isAt(topic, partition);
  }
  const ends = token.offsets ?? (await endsOf(consumer.aggregates, topics));
  return () =>
    consumer.aggregates.every((aggregate) =>
      (ends[aggregate.topic] ?? []).every(
        (end, partition) =>
          end === null || end === '0' || BigInt(at(aggregate.topic, partition)?.nextOffset ?? 0) >= BigInt(end),
      ),
    );
}

/**
 * The test whether a consumer of topics has what a token implies beside its own event. A command was accepted on what
 * its service had received from topics by then, and of a file the last event is relayed last. All of it lies below the
 * ends that topics have once the token's own event is there.
 */
export async function passingTheRest(
  tracked: Tracked,
  { position, topic }: PositionToken,
  topics: TopicOffsets | undefined,
): Promise<() => boolean> {
  return tracked.kind === 'store' || topic === undefined ? () => true : passing(tracked, { position }, topics);
}

async function endsOf(
  aggregates: readonly { readonly topic: string }[],
  topics: TopicOffsets | undefined,
): Promise<Record<string, readonly string[]>> {
  const bounds = await Promise.all(aggregates.map(({ topic }) => topics?.bounds(topic) ?? []));
  return Object.fromEntries(aggregates.map(({ topic }, i) => [topic, bounds[i]!.map(({ high }) => high)]));
}
