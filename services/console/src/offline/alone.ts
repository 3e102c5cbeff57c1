/** Another tab is sending: by then it has taken this one's along, or it has been closed. */
export const BUSY_PAUSE_MS = 2_000;

/**
 * One tab does it at a time; the others get `busy`. Without Web Locks, as on plain http, the same commandId twice does
 * no harm.
 */
export const alone = <T>(name: string, work: () => Promise<T>, busy: T): Promise<T> =>
  navigator.locks
    ? navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : Promise.resolve(busy)))
    : work();
