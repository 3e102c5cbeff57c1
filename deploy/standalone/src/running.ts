import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * The database of the standalone platform that runs with a data folder, or the one the environment names; undefined
 * when there is neither.
 */
export async function runningDatabaseUrl(data = '.hengxin'): Promise<string | undefined> {
  const given = process.env['HENGXIN_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (given) return given;
  const folder = isAbsolute(data) ? data : resolve(process.cwd(), data);
  try {
    const password = (await readFile(join(folder, 'pg-password'), 'utf8')).trim();
    const port = (await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[3]?.trim();
    return port ? `postgres://hengxin:${password}@127.0.0.1:${port}/hengxin` : undefined;
  } catch {
    return undefined;
  }
}
