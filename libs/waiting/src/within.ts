import { after } from './timers.js';

/** What work resolves to, or a rejection when it takes longer. The work itself goes on. */
export function within<T>(timeoutMs: number, work: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = after(timeoutMs, () => reject(late()));
    work.then(resolve, reject).finally(stop);
  });
}
