import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const WAIT_MS = 10_000;

/**
 * Ends services that a killed launcher left behind: they end by themselves within seconds, and a start right after it
 * must not trip over them.
 */
export async function endLeftOvers(dataDir: string): Promise<void> {
  const path = join(dataDir, 'processes.json');
  if (!existsSync(path)) return;
  const pids = Object.entries(JSON.parse(await readFile(path, 'utf8')) as Record<string, number | null>);
  for (const [name, pid] of pids) if (pid !== null && (await isService(pid, name))) await end(pid, name);
}

async function end(pid: number, name: string): Promise<void> {
  process.kill(pid, 'SIGTERM');
  for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline;) {
    if (!(await isService(pid, name))) return;
    await new Promise((wait) => setTimeout(wait, 50));
  }
  if (await isService(pid, name)) process.kill(pid, 'SIGKILL');
}

/** True while the process lives and runs this very service: a number may have been given to another program since. */
async function isService(pid: number, name: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return command === undefined ? false : command.includes(join('services', name, 'dist', 'main.js'));
}
