import type { Position } from '@eventstore/db-client';
import { after } from '@hengxin/waiting';
import { START } from '../position.js';
import { LogUnavailable } from '../log-unavailable.js';
import type { Wanted } from '../following/page.js';
import { type Connection, tooLate } from './connection.js';
import { serverFilter } from './filter.js';
import { formatStorePosition, isTold } from './store-position.js';

const LEAP_MS = 2_000;
const GIVE_UP_AFTER_MS = 4_500;

/**
 * How far the server comes, in a while, without finding anything wanted. While a subscription catches up, the server
 * tells the places it has passed: millions of other systems' events are left behind so that would take one read longer
 * than a call may.
 */
export async function leap(
  connection: Connection,
  epoch: number,
  from: Position | typeof START,
  wanted: Wanted,
): Promise<string> {
  const { client } = connection;
  let passed: Position | undefined;
  let end!: () => void;
  let fail!: (error: Error) => void;
  const over = new Promise<void>((resolve, reject) => ([end, fail] = [resolve, reject]));
  const startedAt = performance.now();
  const filter = serverFilter(wanted, connection.names, (_, position) => {
    if (isTold(position)) passed = position;
    if (performance.now() - startedAt >= LEAP_MS) end();
  });
  const subscription = client.subscribeToAll({ fromPosition: from, filter, requiresLeader: true });
  const stop = after(GIVE_UP_AFTER_MS, () => (passed ? end() : fail(tooLate())));
  // The first event that is wanted: what was told before it lies before it, and the next page begins with it.
  subscription.on('data', () => end());
  subscription.on('caughtUp', () => end());
  subscription.on('error', (error) => fail(error));
  try {
    await over;
  } catch (error) {
    connection.lost(client, error);
    throw new LogUnavailable('following the log', error);
  } finally {
    stop();
    void subscription.unsubscribe().catch(() => undefined);
  }
  return passed ? formatStorePosition(epoch, passed) : START;
}
