import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartFault } from './options.js';

const LEAST_FREE_BYTES = 300 * 1024 * 1024;

/** All that the platform itself puts into its data folder. */
const OWN_FOLDERS = ['logs', 'demo-bank'];
const OWN_FILES = ['processes.json', 'launcher.pid', 'demo-bank.json', 'pg-password'];
const OWN = new Set([...OWN_FOLDERS, ...OWN_FILES, 'pg', 'kafka', '.write-test']);

/** PostgreSQL does not run as root: whoever it runs as must pass through to its own folder, and can look into none. */
const FOLDER_MODE = process.getuid?.() === 0 ? 0o711 : 0o700;

/** From here on, what this process and those that it starts write is for the user alone: the data are a bank's. */
export function writePrivately(): void {
  process.umask(0o077);
}

/** Does what needs files that another user of this machine can read, such as PostgreSQL's own where the launcher is root. */
export async function writingOpenly<T>(work: () => Promise<T>): Promise<T> {
  const before = process.umask(0o022);
  try {
    return await work();
  } finally {
    process.umask(before);
  }
}

/** Makes a folder and those above it. Node's recursive mkdir does not end where the file system makes no folders at all, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeFolder(dirname(path));
  await mkdir(path);
  await chmod(path, FOLDER_MODE);
}

/** Closes to others what an earlier version left open. A folder that holds anything else is somebody's own, and stays as it is. */
async function closeToOthers(dataDir: string): Promise<void> {
  const entries = await readdir(dataDir);
  if (entries.every((name) => OWN.has(name))) await close(dataDir, FOLDER_MODE);
  for (const name of OWN_FOLDERS.filter((each) => entries.includes(each))) {
    await close(join(dataDir, name), 0o700);
    for (const file of await readdir(join(dataDir, name))) await close(join(dataDir, name, file), 0o600);
  }
  for (const name of OWN_FILES.filter((each) => entries.includes(each))) await close(join(dataDir, name), 0o600);
}

/** What belongs to another user is theirs to close. */
async function close(path: string, mode: number): Promise<void> {
  await chmod(path, mode).catch(() => undefined);
}

/** Makes sure that the data folder is there, is the user's alone, can be written to and has room. Throws StartFault with the sentence that says what is wrong. */
export async function assertRoom(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir);
    await writeFile(join(dataDir, '.write-test'), 'x');
    await rm(join(dataDir, '.write-test'));
    await closeToOthers(dataDir);
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
