import { readFile } from 'node:fs/promises';
import { backOffMs } from '@hengxin/waiting';

const LOOK_EVERY_MS = 500;
const LONGEST_BACK_OFF_MS = 5000;

/**
 * Starts PostgreSQL again when its first process has ended, however it ended. It is a daemon and not a child, so
 * nothing tells of its end: its process number, which it writes into `pidFile` itself, is looked at twice a second. A
 * restart by somebody else is noticed and left alone.
 */
export function keepPostmaster(
  pidFile: string,
  start: () => Promise<unknown>,
  say: (line: string) => void,
  { lookEveryMs = LOOK_EVERY_MS } = {},
): { stop(): Promise<void> } {
  let stopped = false;
  let looking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  let failures = 0;

  const look = async (): Promise<number> => {
    if (await isRunning(pidFile)) {
      failures = 0;
      return lookEveryMs;
    }
    if (stopped) return lookEveryMs;
    if (failures === 0) say('PostgreSQL ended; it starts again. Calls are refused until it is up.');
    try {
      await start();
      say('PostgreSQL is up again.');
      failures = 0;
      return lookEveryMs;
    } catch (error) {
      // Processes of a killed server may hold its memory for a moment more, and a full disk for longer: try until it
      // works.
      if (failures++ === 0 || failures % 12 === 0) say(`${(error as Error).message} It is tried again.`);
      return backOffMs(failures + 1, { firstMs: 250, longestMs: LONGEST_BACK_OFF_MS });
    }
  };
  const next = (inMs: number) => {
    timer = setTimeout(() => {
      looking = look().then((ms) => {
        if (!stopped) next(ms);
      });
    }, inMs);
  };
  next(lookEveryMs);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

async function isRunning(pidFile: string): Promise<boolean> {
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process is there, though not ours to signal.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !(await isOver(pid));
}

/**
 * Where nobody collects orphans, as in many a container, a dead process keeps its number; and a number may have gone to
 * another program.
 */
async function isOver(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /\) [ZX] /.test(stat) || (stat !== '' && !stat.includes('(postgres'));
}
