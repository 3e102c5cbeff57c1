import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertRoom, writePrivately, writingOpenly } from './folder.js';

/** As root, PostgreSQL runs as another user, who must pass through. */
const CLOSED = process.getuid?.() === 0 ? 0o711 : 0o700;

describe('the data folder', () => {
  let above: string;
  const modeOf = async (...names: string[]) => (await stat(join(above, ...names))).mode & 0o777;
  beforeEach(async () => void (above = await mkdtemp(join(tmpdir(), 'hengxin-folder-'))));
  afterEach(() => rm(above, { recursive: true, force: true }));

  it('is made for its user alone', async () => {
    await assertRoom(join(above, 'a', 'b'));
    expect(await modeOf('a', 'b')).toBe(CLOSED);
  });

  it('is closed to others with what an earlier version left in it', async () => {
    await mkdir(join(above, 'data', 'logs'), { recursive: true });
    for (const name of ['processes.json', join('logs', 'gateway.log')]) {
      await writeFile(join(above, 'data', name), 'x');
      await chmod(join(above, 'data', name), 0o644);
    }
    for (const name of [[], ['logs']]) await chmod(join(above, 'data', ...name), 0o755);
    await assertRoom(join(above, 'data'));
    expect(await Promise.all([[], ['logs'], ['processes.json'], ['logs', 'gateway.log']].map((name) => modeOf('data', ...name)))).toEqual([
      CLOSED,
      0o700,
      0o600,
      0o600,
    ]);
  });

  it('that holds something else stays as open as its owner made it', async () => {
    await writeFile(join(above, 'letter.txt'), 'x');
    for (const [name, mode] of [
      ['letter.txt', 0o644],
      ['.', 0o755],
    ] as const)
      await chmod(join(above, name), mode);
    await assertRoom(above);
    expect([await modeOf('.'), await modeOf('letter.txt')]).toEqual([0o755, 0o644]);
  });

  it('gets files that nobody else can read, but for those that another user is to read', async () => {
    const before = process.umask();
    try {
      writePrivately();
      await writeFile(join(above, 'private'), 'x');
      await mkdir(join(above, 'folder'));
      await writingOpenly(() => writeFile(join(above, 'open'), 'x'));
      await writeFile(join(above, 'again'), 'x');
      expect([await modeOf('private'), await modeOf('folder'), await modeOf('open'), await modeOf('again')]).toEqual([
        0o600, 0o700, 0o644, 0o600,
      ]);
    } finally {
      process.umask(before);
    }
  });
});
