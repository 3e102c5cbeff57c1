import { WrongSource } from '../runner/failures.js';
import { comparePositions } from '../position/log-position.js';
import { FED_FROM_KAFKA } from '../migrations/bus-one-source.migration.js';
import type { Tx } from '../port/port.js';
import { STORE } from '../port/source.js';

/** How far a consumer has come in one partition of a source. */
export interface Checkpoint {
  /** Log position up to which everything has been applied or parked; null before the first event. */
  readonly position: string | null;
  /** Offset of the next message of a topic; null for the store. */
  readonly nextOffset: string | null;
  /** Events parked and not yet delivered. */
  readonly parked: number;
}

/** The identity of a checkpoint. */
export interface CheckpointKey {
  readonly consumer: string;
  readonly source: string;
  readonly partition: number;
}

interface Row {
  position: string | null;
  next_offset: string | null;
  parked: number;
  /** Where the consumer stood when the log itself fed it: a topic holds all of that once more. */
  handed_over?: string | null;
}

const toCheckpoint = (row: Row | undefined): Checkpoint => ({
  position: later(row?.position ?? null, row?.handed_over ?? null),
  nextOffset: row?.next_offset ?? null,
  parked: row?.parked ?? 0,
});

/**
 * Waits for the checkpoint's lock, which fences every other instance until the transaction ends, and reads it. It is an
 * advisory lock, because a row lock would give the transaction an id before it writes, and readers of the log wait for
 * every id below the ones they want to see. Throws WrongSource for the store once Kafka feeds the same consumer.
 */
export async function lockCheckpoint(tx: Tx, { consumer, source, partition }: CheckpointKey): Promise<Checkpoint> {
  try {
    const rows = await tx.query<Row>(
      `select checkpoint_position as position, checkpoint_offset as next_offset, checkpoint_parked as parked, handed_over
         from bus_lock_checkpoint($1, $2, $3)`,
      [consumer, source, partition],
      'bus_lock_checkpoint',
    );
    return toCheckpoint(rows[0]);
  } catch (error) {
    throw (error as { code?: unknown }).code === FED_FROM_KAFKA
      ? new WrongSource(`${consumer} is fed from Kafka elsewhere`)
      : error;
  }
}

/** Moves a locked checkpoint. */
export async function moveCheckpoint(
  tx: Tx,
  { consumer, source, partition }: CheckpointKey,
  to: Checkpoint,
): Promise<void> {
  await tx.query(
    `insert into bus_checkpoint (consumer, source, partition, position, next_offset, parked) values ($1, $2, $3, $4, $5, $6)
     on conflict (consumer, source, partition)
     do update set position = excluded.position, next_offset = excluded.next_offset, parked = excluded.parked, moved_at = now()`,
    [consumer, source, partition, to.position, to.nextOffset, to.parked],
    'bus_move_checkpoint',
  );
}

/** A checkpoint as last committed, without its lock. */
export async function readCheckpoint(
  db: Pick<Tx, 'query'>,
  { consumer, source, partition }: CheckpointKey,
): Promise<Checkpoint> {
  const rows = await db.query<Row>(
    `select own.position, own.next_offset::text, coalesce(own.parked, 0) as parked, store.position as handed_over
       from (select 1) one
       left join bus_checkpoint own on own.consumer = $1 and own.source = $2 and own.partition = $3
       left join bus_checkpoint store on store.consumer = $1 and store.source = $4`,
    [consumer, source, partition, STORE],
  );
  return toCheckpoint(rows[0]);
}

/** Every checkpoint of some consumers. */
export async function readCheckpoints(
  db: Pick<Tx, 'query'>,
  consumers: readonly string[],
): Promise<(CheckpointKey & Checkpoint)[]> {
  const rows = await db.query<Row & CheckpointKey>(
    'select consumer, source, partition, position, next_offset::text, parked from bus_checkpoint where consumer = any($1)',
    [consumers],
    'bus_read_checkpoints',
  );
  return rows.map(({ consumer, source, partition, ...row }) => ({ consumer, source, partition, ...toCheckpoint(row) }));
}

/** The later of two positions; null comes before all. */
export function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return comparePositions(one, other) >= 0 ? one : other;
}
