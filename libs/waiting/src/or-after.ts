import { after } from './timers.js';

/** What work resolves to, or `late` when it takes longer; its rejection all the same. The work itself goes on. */
export function orAfter<T, Late>(timeoutMs: number, work: Promise<T>, late: Late): Promise<T | Late> {
  return new Promise((resolve, reject) => {
    const stop = after(timeoutMs, () => resolve(late));
    work.then(resolve, reject).finally(stop);
  });
}
