import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartFault } from './options.js';

const LEAST_FREE_BYTES = 300 * 1024 * 1024;

/** All that the platform itself puts into its data folder. */
const OWN_FOLDERS = ['logs', 'demo-bank', 'pg', 'kafka'];
const OWN_FILES = ['processes.json', 'launcher.pid', 'demo-bank.json', 'pg-password', 'demo-issuer.json', 'loading'];
/** Those whose files another program lays: the folder that is closed to others closes them. */
const KEPT_BY_OTHERS = new Set(['pg', 'kafka']);
/** Left over by a start that was cut off. */
const DRAFTS = /^(demo-issuer\.json\..+|\.write-test|\.initdb-.+)$/;
const isOwn = (name: string): boolean => OWN_FOLDERS.includes(name) || OWN_FILES.includes(name) || DRAFTS.test(name);

/** PostgreSQL does not run as root. The user it runs as must pass through to its own folder, and can look into none. */
const FOLDER_MODE = process.getuid?.() === 0 ? 0o711 : 0o700;

/** From here on, what this process and those that it starts write is for the user alone: the data are a bank's. */
export function writePrivately(): void {
  process.umask(0o077);
}

/**
 * Does what needs files that another user of this machine can read, such as PostgreSQL's own where the launcher is
 * root.
 */
export async function writingOpenly<T>(work: () => Promise<T>): Promise<T> {
  const before = process.umask(0o022);
  try {
    return await work();
  } finally {
    process.umask(before);
  }
}

/**
 * Does work that hands a secret to PostgreSQL's tools by a file in the folder for temporary files. The file must be
 * readable by another user than root, so that folder is one that only root and the given user can look into.
 */
export async function writingOpenlyFor<T>(
  { uid, gid }: { uid: number; gid: number },
  dataDir: string,
  work: () => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(dataDir, '.initdb-'));
  const { TMPDIR: before } = process.env;
  try {
    await chown(folder, uid, gid);
    await chmod(folder, 0o700);
    process.env['TMPDIR'] = folder;
    return await writingOpenly(work);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Makes a folder and those above it. Node's recursive mkdir does not end where the file system makes no folders at all,
 * as in /proc.
 */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeFolder(dirname(path));
  await mkdir(path);
  await chmod(path, FOLDER_MODE);
}

/**
 * Closes to others what an earlier version, or somebody's hand, left open; answers a sentence about each thing that
 * stays open. A folder that holds anything else is somebody's own, and stays as it is.
 */
async function closeToOthers(dataDir: string): Promise<string[]> {
  const entries = await readdir(dataDir);
  const told: (string | undefined)[] = [];
  if (entries.every(isOwn)) told.push(await close(dataDir, FOLDER_MODE));
  else if (await isOpen(dataDir, FOLDER_MODE))
    told.push(
      `Other users of this machine can look into ${dataDir}. It holds other things too, so it stays as it is; what the platform keeps in it is closed. Give a folder of its own with --data DIR.`,
    );
  for (const name of OWN_FOLDERS.filter((each) => entries.includes(each))) {
    told.push(await close(join(dataDir, name), 0o700));
    if (KEPT_BY_OTHERS.has(name)) continue;
    for (const file of await readdir(join(dataDir, name))) told.push(await close(join(dataDir, name, file), 0o600));
  }
  for (const name of entries.filter((each) => OWN_FILES.includes(each) || DRAFTS.test(each)))
    told.push(await close(join(dataDir, name), name.startsWith('.initdb-') ? 0o700 : 0o600));
  return told.filter((sentence) => sentence !== undefined);
}

/**
 * What belongs to another user is theirs to close: undefined where it is closed, else the sentence that says what to
 * do.
 */
async function close(path: string, mode: number): Promise<string | undefined> {
  const fault = await chmod(path, mode).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code,
  );
  if (!(await isOpen(path, mode))) return undefined;
  return `Other users of this machine can read ${path}, and it can't be closed to them (${fault ?? 'the file system keeps no modes'}): chmod ${mode.toString(8)} it, or give another folder with --data DIR.`;
}

/** Whether others may do more with it than a mode says. Windows has no such modes. */
async function isOpen(path: string, mode: number): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && (found.mode & 0o077 & ~mode) !== 0;
}

/**
 * Makes sure that the data folder is there, is the user's alone, can be written to and has room. Answers sentences
 * about what stays open to others; throws StartFault with the sentence that says what is wrong.
 */
export async function assertRoom(dataDir: string): Promise<string[]> {
  let open: string[];
  try {
    await makeFolder(dataDir);
    await writeFile(join(dataDir, '.write-test'), 'x');
    await rm(join(dataDir, '.write-test'));
    open = await closeToOthers(dataDir);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC')
      throw new StartFault(
        `The disk that holds ${dataDir} is full: free some room, or give another folder with --data DIR.`,
      );
    throw new StartFault(`${dataDir} can't be written to (${code}): give a folder you may write to with --data DIR.`);
  }
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < LEAST_FREE_BYTES)
    throw new StartFault(
      `The disk that holds ${dataDir} has only ${Math.floor((bavail * bsize) / 1024 / 1024)} MB left: free some room (300 MB at least), or give another folder with --data DIR.`,
    );
  return open;
}
