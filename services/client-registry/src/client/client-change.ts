import type { Tx } from '@hengxin/event-bus';

/** More clients at once than this are not named one by one. */
const NAMED_AT_MOST = 10_000;
/** An instance that is further behind than this forgets all it cached. */
const CHANGES_KEPT = 1_000;
/** Any number does; it serialises the writers of client_change. */
const CHANGE_LOCK = 7_220_114;

/**
 * Notes in the writer's transaction which clients changed. Versions are given out under a lock held until the commit,
 * so that a reader of version n can't miss n - 1. It must be the last statement of a transaction.
 */
export async function noteChange(tx: Tx, clientIds: readonly string[]): Promise<void> {
  if (clientIds.length === 0) return;
  await tx.query('select pg_advisory_xact_lock($1)', [CHANGE_LOCK], 'change-lock');
  const [noted] = await tx.query<{ version: number }>(
    'insert into client_change (version, client_ids) select coalesce(max(version), 0) + 1, $1 from client_change returning version::float8',
    [clientIds.length > NAMED_AT_MOST ? null : clientIds],
    'change-note',
  );
  await tx.query('delete from client_change where version <= $1', [noted!.version - CHANGES_KEPT], 'change-prune');
}
