import type { Tx } from '@hengxin/event-bus';
import type { EventMeta } from '@hengxin/event-sourcing';

/**
 * Names a command among those of all callers, as its events do. No caller's id holds a blank, so that no two commands
 * have one name.
 */
export function commandKey(actor: string, commandId: string): string {
  return `${actor} ${commandId}`;
}

/**
 * In the projection's transaction: what it counts from now on is claimed no more. What nobody claimed makes the bounds
 * unknown.
 */
export async function countAssigned(assigned: readonly { meta: EventMeta; rmId: string }[], tx: Tx): Promise<void> {
  const commands = assigned.map(({ meta }) => commandKey(meta.actor ?? '', meta.commandId ?? ''));
  const rmIds = assigned.map(({ rmId }) => rmId);
  const unclaimed = await tx.query<{ rm_id: string }>(COUNT_CLAIMED, [commands, rmIds], 'count-claimed');
  if (unclaimed.length > 0)
    await doubtBounds(
      tx,
      unclaimed.map(({ rm_id }) => rm_id),
    );
}

/** Makes the next claim on these portfolios count them again; null: on any. */
export async function doubtBounds(tx: Tx, rmIds: readonly string[] | null): Promise<void> {
  await tx.query('select doubt_bounds($1)', [rmIds]);
}

const COUNT_CLAIMED = `
  with counted as (delete from portfolio_claim where command_key = any($1) returning command_key)
  select distinct assigned.rm_id from unnest($1::text[], $2::text[]) as assigned (command_key, rm_id)
  where assigned.command_key not in (select command_key from counted)`;
