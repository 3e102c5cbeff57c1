import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits so many milliseconds, or until the signal is given. Never rejects: the caller that gave the signal looks at it.
 */
export async function pause(durationMs: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return;
  await sleep(durationMs, undefined, { ...(signal && { signal }) }).catch(() => undefined);
}
