import type { EventLog } from '@hengxin/event-log';
import {
  type Checkpoint,
  lockCheckpoint,
  moveCheckpoint,
  type CheckpointKey,
  readCheckpoints,
} from '../checkpoint/checkpoint.js';
import type { Consumer } from '../port/consumer.js';
import { WrongSource } from '../runner/failures.js';
import { firstAfter } from '../position/first-after.js';
import { STORE } from '../port/source.js';
import type { TxSource } from '../checkpoint/tx-source.js';
import { RETENTION_MS, type Topics } from './topics.js';

export interface GoingOnOptions {
  readonly db: TxSource;
  readonly log: EventLog;
  readonly topics: Topics;
  readonly signal: AbortSignal;
}

/** Where a consumer goes on in one partition. */
export interface Start {
  readonly place: CheckpointKey;
  readonly offset: string;
  /** Position up to which everything has been applied. */
  readonly position: string | null;
  /** Events parked there. */
  readonly parked: number;
}

/**
 * Where a consumer goes on in every partition of its topics. Throws WrongSource, which says what to do, when a topic no
 * longer holds what the consumer has not had: reading on would leave a hole that nobody sees.
 */
export async function startsOf(options: GoingOnOptions, consumer: Consumer): Promise<Start[]> {
  const checkpoints = await readCheckpoints(options.db, [consumer.name]);
  const fromLog = checkpoints.find(({ source }) => source === STORE);
  const starts: Start[] = [];
  for (const { topic } of consumer.aggregates)
    for (const [partition, { low, high }] of (await options.topics.bounds(topic)).entries()) {
      const place = { consumer: consumer.name, source: topic, partition };
      const own = checkpoints.find((each) => each.source === topic && each.partition === partition);
      const next = BigInt(own?.nextOffset ?? 0);
      if (next < BigInt(low)) starts.push(await afterExpiry(options, consumer, place, own, fromLog, low));
      // A checkpoint beyond the end is of a topic that was made again: its events are known by their positions.
      else {
        const position = own?.position ?? fromLog?.position ?? null;
        starts.push({ place, offset: next > BigInt(high) ? low : String(next), position, parked: own?.parked ?? 0 });
      }
    }
  return starts;
}

/**
 * Messages before `low` are gone. A consumer that the log has fed until within the retention had them all from there.
 */
async function afterExpiry(
  { db, log, signal }: GoingOnOptions,
  consumer: Consumer,
  place: CheckpointKey,
  own: Checkpoint | undefined,
  fromLog: Checkpoint | undefined,
  low: string,
): Promise<Start> {
  const what = `${place.source}/${place.partition} begins at offset ${low} by now, and ${consumer.name} has not had what came before`;
  if (own?.nextOffset)
    throw new WrongSource(
      `${what}: empty its read model and its checkpoints, let it catch up with HENGXIN_BUS=store, then read from Kafka`,
    );
  const first = fromLog?.position && (await firstAfter(log, consumer, fromLog.position, signal));
  if (!fromLog?.position || (first && Date.now() - Date.parse(first.recordedAt) > RETENTION_MS))
    throw new WrongSource(`${what}: let it catch up with HENGXIN_BUS=store first, then read from Kafka`);
  // Written down for the other instances too: readiness and reads ask for it where no message will ever come.
  const { position, parked } = await db.tx(async (tx) => {
    const checkpoint = await lockCheckpoint(tx, place);
    const moved = { ...checkpoint, nextOffset: checkpoint.nextOffset ?? low };
    await moveCheckpoint(tx, place, moved);
    return moved;
  });
  return { place, offset: low, position, parked };
}
