import { BusStopped } from './failures.js';

/**
 * The outcome of some work; BusStopped instead, once the signal is given and the work, after a grace, is still not
 * done.
 */
export async function unlessStopped<T>(
  signal: AbortSignal,
  work: Promise<T>,
  grace: () => Promise<void> = async () => undefined,
): Promise<T> {
  let giveUp = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    giveUp = () => void grace().then(() => reject(new BusStopped('the bus closed before that')));
  });
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
