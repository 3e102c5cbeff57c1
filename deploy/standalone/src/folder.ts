import { existsSync } from 'node:fs';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartFault } from './options.js';

const LEAST_FREE_BYTES = 300 * 1024 * 1024;

/** Makes a folder and those above it. Node's recursive mkdir does not end where the file system makes no folders at all, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeFolder(dirname(path));
  await mkdir(path);
}

/** Makes sure that the data folder is there, can be written to and has room. Throws StartFault with the sentence that says what is wrong. */
export async function assertRoom(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir);
    await writeFile(join(dataDir, '.write-test'), 'x');
    await rm(join(dataDir, '.write-test'));
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC')
      throw new StartFault(`The disk that holds ${dataDir} is full: free some room, or give another folder with --data DIR.`);
    throw new StartFault(`${dataDir} can't be written to (${code}): give a folder you may write to with --data DIR.`);
  }
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < LEAST_FREE_BYTES)
    throw new StartFault(
      `The disk that holds ${dataDir} has only ${Math.floor((bavail * bsize) / 1024 / 1024)} MB left: free some room (300 MB at least), or give another folder with --data DIR.`,
    );
}
