import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ObjectStore, ObjectStoreUnavailable } from './object-store.port.js';

/** Objects as files of one folder, for one machine or a shared disk: `ab/abcd…`, so that no folder grows too large. */
export class FolderStore implements ObjectStore {
  constructor(private readonly folder: string) {}

  async put(objectId: string, bytes: Readable): Promise<void> {
    const path = this.pathOf(objectId);
    const unfinished = `${path}.${randomUUID()}`;
    try {
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
      await pipeline(bytes, createWriteStream(unfinished, { mode: 0o600, flush: true }));
      await rename(unfinished, path);
    } catch (error) {
      // Where there is no folder there is nothing to be taken away.
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw new ObjectStoreUnavailable('the folder takes no file', { cause: error });
    }
  }

  async get(objectId: string): Promise<Readable | undefined> {
    const path = this.pathOf(objectId);
    try {
      const file = await open(path);
      return file.createReadStream();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new ObjectStoreUnavailable('the folder cannot be read', { cause: error });
    }
  }

  async remove(objectId: string): Promise<void> {
    await rm(this.pathOf(objectId), { force: true });
  }

  /** Ids are of the platform's own making; anything else names no object. */
  private pathOf(objectId: string): string {
    if (!/^[A-Za-z0-9-]{4,64}$/.test(objectId)) throw new TypeError('no id of an object');
    return join(this.folder, objectId.slice(0, 2), objectId);
  }
}
