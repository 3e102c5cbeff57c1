import { backOffMs, pause as wait } from '@hengxin/waiting';
import { BusStopped } from './failures.js';

/** Waits, with a little chance so that instances don't march in step. Rejects with BusStopped when the bus closes. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await wait(durationMs * (0.75 + Math.random() / 2), signal);
  if (signal.aborted) throw new BusStopped('the bus is closing');
}

/** Waits before another attempt, longer from time to time. `failures`: how many failed, 1 or more. */
export function backOff(failures: number, signal: AbortSignal): Promise<void> {
  return pause(backOffMs(failures, { firstMs: 100, longestMs: 5_000 }), signal);
}
