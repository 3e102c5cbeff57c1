import { randomBytes } from 'node:crypto';
import { PIECE_BYTES, seal, SealBroken, sealedBytes, unseal } from './sealed-file.js';

const KEY = randomBytes(32);
const inChunks = async function* (bytes: Buffer, size = 10_000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
};
const whole = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const sealed = (bytes: Buffer, key = KEY, objectId = 'A1') => whole(seal(inChunks(bytes), key, objectId));
const opened = (bytes: Buffer, key = KEY, objectId = 'A1') => whole(unseal(inChunks(bytes, 7_777), key, objectId));

describe('a sealed file', () => {
  it.each([0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])(
    'of %i bytes opens to what it was, and is as long as foretold',
    async (size) => {
      const bytes = randomBytes(size);
      const file = await sealed(bytes);
      expect(file.length).toBe(sealedBytes(size));
      expect((await opened(file)).equals(bytes)).toBe(true);
    },
  );

  it('is another one each time, though the bytes are the same', async () => {
    const bytes = randomBytes(100);
    expect((await sealed(bytes)).equals(await sealed(bytes))).toBe(false);
  });

  const bytes = randomBytes(2 * PIECE_BYTES + 100);
  const changed = (file: Buffer, at: number) => {
    const copy = Buffer.from(file);
    copy[at] = copy[at]! ^ 1;
    return copy;
  };
  it.each<[string, (file: Buffer) => Buffer]>([
    ['that was cut behind a piece', (file) => file.subarray(0, 20 + PIECE_BYTES + 16)],
    ['that was cut within a piece', (file) => file.subarray(0, file.length - 1)],
    ['with nothing in it', () => Buffer.alloc(0)],
    ['of which a bit was changed', (file) => changed(file, 5_000)],
    ['of which the salt was changed', (file) => changed(file, 6)],
    ['that is none', (file) => changed(file, 0)],
    [
      'of which two pieces changed places',
      (file) => {
        const piece = (at: number) => file.subarray(20 + at * (PIECE_BYTES + 16), 20 + (at + 1) * (PIECE_BYTES + 16));
        return Buffer.concat([file.subarray(0, 20), piece(1), piece(0), file.subarray(20 + 2 * (PIECE_BYTES + 16))]);
      },
    ],
  ])('%s does not open', async (_, damage) =>
    expect(opened(damage(await sealed(bytes)))).rejects.toBeInstanceOf(SealBroken),
  );

  it('opens with the key of its client alone, and in its own place', async () => {
    const file = await sealed(bytes);
    await expect(opened(file, randomBytes(32))).rejects.toBeInstanceOf(SealBroken);
    await expect(opened(file, KEY, 'A2')).rejects.toBeInstanceOf(SealBroken);
  });
});
