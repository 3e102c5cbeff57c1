import type { Readable, Writable } from 'node:stream';
import { every } from '@hengxin/waiting';
import { lookEvery } from './connection-limits.js';

/**
 * Calls `ended` once nothing has come from `source` for so long, while `target`, into which it is piped, would take
 * more. A target that makes the source wait keeps no time against it. Stops by itself when the source ends.
 */
export function watchIdle(source: Readable, target: Writable, idleMs: number, ended: () => void): void {
  let heardAt = performance.now();
  source.on('data', () => (heardAt = performance.now()));
  const stop = every(lookEvery(idleMs), () => {
    if (source.isPaused() || target.writableNeedDrain) heardAt = performance.now();
    if (performance.now() - heardAt < idleMs) return;
    stop();
    ended();
  });
  for (const end of ['end', 'close', 'error']) source.once(end, stop);
}
