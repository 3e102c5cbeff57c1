import type { Consumer } from 'kafkajs';
import { orAfter } from '@hengxin/waiting';

/** Closing waits this long at most for a broker: one that does not answer must not hold up a shutdown. */
const CLOSED_WITHIN_MS = 3_000;

/** Waits for the end of some work, of any kind, but not for ever. */
export async function patiently(work: Promise<unknown> | undefined): Promise<void> {
  await orAfter(
    CLOSED_WITHIN_MS,
    Promise.resolve(work).catch(() => undefined),
    undefined,
  );
}

/**
 * Takes a client out of its group. One that is still joining can't leave: kafkajs would go on with the join and hold
 * its partitions for ever. It leaves as soon as it has joined, even where nobody waits for that any more.
 */
export async function left(client: () => Consumer | undefined, joining?: Promise<unknown>): Promise<void> {
  await Promise.resolve(joining)
    .catch(() => undefined)
    .then(() => client()?.disconnect())
    .catch(() => undefined);
}

/** The same, with patience. */
export function leave(client: () => Consumer | undefined, joining?: Promise<unknown>): Promise<void> {
  return patiently(left(client, joining));
}
