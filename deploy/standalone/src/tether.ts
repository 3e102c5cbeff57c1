import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/*
 * Loaded before each service under the launcher. When the launcher is gone, however it ended, the service ends too. And
 * seven processes share one small machine: each gives back what starting up left on its heap.
 */
const GRACE_MS = 8000;
const SETTLED_MS = 15_000;

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), GRACE_MS).unref();
});
// The channel alone must not keep a finished service alive.
process.channel?.unref();

setTimeout(() => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}, SETTLED_MS).unref();
