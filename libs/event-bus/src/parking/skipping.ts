import { later, lockCheckpoint, moveCheckpoint, type CheckpointKey } from '../checkpoint/checkpoint.js';
import { type Delivered, isBroken } from '../port/delivery.js';
import type { Tx } from '../port/port.js';
import { storable } from '../checkpoint/storable-text.js';

/** Why an event was let go, and by whom. */
export interface Verdict {
  readonly because: string;
  readonly by: string;
}

/**
 * Takes a parked event out of its queue for good, and lets those behind it go. Its position counts as passed. Answers
 * how many go on now; undefined where it is not parked any more.
 */
export async function skip(
  tx: Tx,
  id: string,
  place: CheckpointKey,
  { because, by }: Verdict,
): Promise<number | undefined> {
  const checkpoint = await lockCheckpoint(tx, place);
  // The lock made this transaction one that does not wait for the disk. A verdict is given once: no crash may take it
  // back.
  await tx.query("select set_config('synchronous_commit', 'on', true)");
  const [gone] = await tx.query<{ topic: string; key: string; position: string | null }>(
    `with gone as (delete from bus_parked_event where id = $1::bigint returning *)
     insert into bus_skipped_event (consumer, source, partition, topic, key, event_id, type, position, stream, revision, code, reason,
       parked_at, skipped_by, because)
     select consumer, source, partition, topic, key, event_id, type, position, stream, revision, code, reason, parked_at, $2, $3 from gone
     returning topic, key, position`,
    [id, storable(by), storable(because)],
  );
  if (!gone) return undefined;
  await moveCheckpoint(tx, place, {
    ...checkpoint,
    position: later(checkpoint.position, gone.position),
    parked: Math.max(checkpoint.parked - 1, 0),
  });
  const behind = await tx.query(
    `update bus_parked_event set released_at = now()
      where consumer = $1 and source = $2 and partition = $3 and topic = $4 and key = $5 returning id`,
    [place.consumer, place.source, place.partition, gone.topic, gone.key],
  );
  return behind.length;
}

/**
 * The ids of those messages that were let go already. Without a position they are known by their ids alone, and a topic
 * may bring them once more: then they are passed over, and nothing is parked behind them.
 */
export async function skippedIds(
  tx: Tx,
  { consumer, source, partition }: CheckpointKey,
  items: readonly Delivered[],
): Promise<Set<string>> {
  const ids = items.flatMap((item) => (isBroken(item) ? [item.broken.id] : []));
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ event_id: string }>(
    'select event_id from bus_skipped_event where consumer = $1 and source = $2 and partition = $3 and event_id = any($4)',
    [consumer, source, partition, ids],
    'bus_skipped_ids',
  );
  return new Set(rows.map(({ event_id }) => event_id));
}
