import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { seal } from './sealed-file.js';

/** So many of the first bytes tell what a file is. */
const SAMPLE_BYTES = 4_100;
/** Of the names of files on their way, and of nothing else. */
const PREFIX = 'hengxin-attachment-';
/** What was written to so long before this process began is on its way no more: its process has died. */
const LEFT_OVER_MS = 3_600_000;

/** The file grew beyond what is taken; nothing of it was kept. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge';
}

/**
 * A file on its way: sealed on a local disk, until it is known what it is and how long. In memory there is a piece of
 * it at a time, and nothing of it lies anywhere in the clear.
 */
export class SpooledFile {
  private constructor(
    private readonly path: string,
    /** Of the file as it was sent. */
    readonly bytes: number,
    /** SHA-256 of the file as it was sent, in hex. */
    readonly digest: string,
    /** Its first bytes. */
    readonly sample: Buffer,
  ) {}

  /** Takes a file as it comes. Throws FileTooLarge as soon as it is longer than `most` bytes. */
  static async take(
    source: AsyncIterable<Uint8Array>,
    { most, key, boundTo }: { readonly most: number; readonly key: Uint8Array; readonly boundTo: string },
  ): Promise<SpooledFile> {
    const path = join(tmpdir(), `${PREFIX}${randomUUID()}`);
    const hash = createHash('sha256');
    let sample = Buffer.alloc(0);
    let bytes = 0;
    const counted = async function* () {
      for await (const chunk of source) {
        bytes += chunk.length;
        if (bytes > most) throw new FileTooLarge();
        hash.update(chunk);
        if (sample.length < SAMPLE_BYTES) sample = Buffer.concat([sample, chunk.subarray(0, SAMPLE_BYTES)]);
        yield chunk;
      }
    };
    try {
      await pipeline(Readable.from(seal(counted(), key, boundTo)), createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return new SpooledFile(path, bytes, hash.digest('hex'), sample.subarray(0, SAMPLE_BYTES));
  }

  /** Takes away what processes that died have left in a folder. Those of others that run stay. */
  static async sweep(folder: string = tmpdir()): Promise<void> {
    const names = (await readdir(folder)).filter((name) => name.startsWith(PREFIX));
    for (const path of names.map((name) => join(folder, name))) {
      try {
        const { mtimeMs } = await stat(path);
        if (mtimeMs < performance.timeOrigin - LEFT_OVER_MS) await rm(path, { force: true });
      } catch {
        // Another process has taken it away, or it is another user's.
      }
    }
  }

  /** Its sealed bytes. */
  read(): Readable {
    return createReadStream(this.path);
  }

  /** Nothing of it is left here. */
  async drop(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
