import type { CheckpointKey } from '../checkpoint/checkpoint.js';
import { type Delivered, isBroken, orderOf } from '../port/delivery.js';
import type { Tx } from '../port/port.js';
import { storable } from '../checkpoint/storable-text.js';

/** The code of an event that is parked only because an earlier one of its key is. */
export const BEHIND_PARKED = 'BEHIND_PARKED';

/** An event to be put aside, and why. */
export interface ToPark {
  readonly item: Delivered;
  readonly code: string;
  readonly reason: string;
}

/** Puts events aside inside the checkpoint's transaction. Answers how many were new. */
export async function park(tx: Tx, place: CheckpointKey, events: readonly ToPark[]): Promise<number> {
  if (events.length === 0) return 0;
  const rows = await tx.query(
    `insert into bus_parked_event (consumer, source, partition, topic, key, event_id, type, position, stream, revision, message, code, reason)
     select $1, $2, $3, e.* from jsonb_to_recordset($4::jsonb) as e(topic text, key text, event_id text, type text, position text,
       stream text, revision int, message jsonb, code text, reason text)
     on conflict (consumer, source, partition, event_id) do nothing returning id`,
    [place.consumer, place.source, place.partition, JSON.stringify(events.map(toRow))],
  );
  return rows.length;
}

function toRow({ item, code, reason }: ToPark): Record<string, unknown> {
  const common = { topic: item.topic, key: item.key, code, reason };
  if (isBroken(item)) {
    const { id, type, position } = item.broken;
    return { ...common, event_id: storable(id), type: storable(type), position, message: item.message };
  }
  const { id, type, position, stream, revision } = item.event;
  return { ...common, event_id: id, type, position, stream: storable(stream), revision, message: item.message ?? null };
}

/** Which of these events' keys have a parked event, as `orderOf` writes them. */
export async function parkedKeys(tx: Tx, place: CheckpointKey, items: readonly Delivered[]): Promise<Set<string>> {
  const keys = [...new Set(items.map((item) => item.key))];
  const rows = await tx.query<{ topic: string; key: string }>(
    'select distinct topic, key from bus_parked_event where consumer = $1 and source = $2 and partition = $3 and key = any($4)',
    [place.consumer, place.source, place.partition, keys],
    'bus_parked_keys',
  );
  return new Set(rows.map(orderOf));
}
