import { setTimeout as sleep } from 'node:timers/promises';
import { BusStopped } from './failures.js';

/** Waits, with a little chance so that instances don't march in step. Rejects with BusStopped when the bus closes. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(durationMs * (0.75 + Math.random() / 2), undefined, { signal });
  } catch {
    throw new BusStopped('the bus is closing');
  }
}
