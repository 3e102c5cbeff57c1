import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Bytes of a piece before it is sealed: so many are in memory at once, however large the file. */
export const PIECE_BYTES = 65_536;
const TAG_BYTES = 16;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const CIPHER = 'aes-256-gcm';
/** The first bytes of a sealed file: what it is, and in which version. */
const MAGIC = Buffer.from('HXA1', 'ascii');
const HEAD_BYTES = MAGIC.length + SALT_BYTES;

/** A sealed file that was cut, changed, put in another's place, or sealed with another key. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** How many bytes a file of so many has once it is sealed. */
export function sealedBytes(bytes: number): number {
  const pieces = Math.max(1, Math.ceil(bytes / PIECE_BYTES));
  return HEAD_BYTES + bytes + pieces * TAG_BYTES;
}

/**
 * Seals a file piece by piece with AES-256-GCM, so that memory stays flat: `HXA1`, 16 bytes of salt, then each piece
 * with its tag. The key of the file is made of the client's key and the salt, so that no two files share one and a
 * counter is enough for a nonce. The last piece says that it is: a file that was cut does not open. `objectId` is bound
 * in, so that no file opens in another's place.
 */
export async function* seal(
  source: AsyncIterable<Uint8Array>,
  key: Uint8Array,
  objectId: string,
): AsyncGenerator<Buffer, void> {
  const salt = randomBytes(SALT_BYTES);
  const pieces = new Pieces(key, salt, objectId);
  yield Buffer.concat([MAGIC, salt]);
  for await (const { bytes, isLast } of inPieces(source, PIECE_BYTES)) yield pieces.seal(bytes, isLast);
}

/** The bytes of a sealed file. Throws SealBroken at the first piece that is not as it was sealed. */
export async function* unseal(
  source: AsyncIterable<Uint8Array>,
  key: Uint8Array,
  objectId: string,
): AsyncGenerator<Buffer, void> {
  const chunks = source[Symbol.asyncIterator]();
  try {
    const { head, first } = await headOf(chunks, HEAD_BYTES);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new SealBroken('no sealed file');
    const pieces = new Pieces(key, head.subarray(MAGIC.length), objectId);
    for await (const { bytes, isLast } of inPieces(restOf(first, chunks), PIECE_BYTES + TAG_BYTES))
      yield pieces.unseal(bytes, isLast);
  } finally {
    // A reader that stops half-way leaves no file open.
    await chunks.return?.();
  }
}

/** The pieces of one file, in their order. */
class Pieces {
  private readonly key: Uint8Array;
  private at = 0;

  constructor(
    clientKey: Uint8Array,
    salt: Uint8Array,
    private readonly objectId: string,
  ) {
    this.key = new Uint8Array(hkdfSync('sha256', clientKey, salt, 'attachment', KEY_BYTES));
  }

  seal(bytes: Uint8Array, isLast: boolean): Buffer {
    const cipher = createCipheriv(CIPHER, this.key, this.nonce(isLast)).setAAD(Buffer.from(this.objectId));
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }

  unseal(bytes: Uint8Array, isLast: boolean): Buffer {
    if (bytes.length < TAG_BYTES) throw new SealBroken('a piece without its tag');
    const end = bytes.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, this.key, this.nonce(isLast)).setAAD(Buffer.from(this.objectId));
    decipher.setAuthTag(bytes.subarray(end));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(0, end)), decipher.final()]);
    } catch {
      throw new SealBroken('a piece is not as it was sealed');
    }
  }

  private nonce(isLast: boolean): Buffer {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(this.at++, 7);
    nonce[11] = isLast ? 1 : 0;
    return nonce;
  }
}

interface Piece {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** Pieces of one size; the last one may be shorter, and is empty where nothing came at all. */
async function* inPieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Piece, void> {
  let held = Buffer.alloc(0);
  for await (const chunk of source) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    // One piece is kept back, since it may be the last.
    let from = 0;
    for (; held.length - from > size; from += size) yield { bytes: held.subarray(from, from + size), isLast: false };
    held = held.subarray(from);
  }
  yield { bytes: held, isLast: true };
}

/** The first bytes of a source, and what came with them. */
async function headOf(
  chunks: AsyncIterator<Uint8Array>,
  size: number,
): Promise<{ readonly head: Buffer; readonly first: Buffer }> {
  let held = Buffer.alloc(0);
  while (held.length < size) {
    const { done, value } = await chunks.next();
    if (done) throw new SealBroken('no sealed file');
    held = Buffer.concat([held, value]);
  }
  return { head: held.subarray(0, size), first: held.subarray(size) };
}

async function* restOf(first: Uint8Array, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  yield first;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}
