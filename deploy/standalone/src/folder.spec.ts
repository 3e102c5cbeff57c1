import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assertRoom, writePrivately, writingOpenly, writingOpenlyFor } from './folder.js';

/** As root, PostgreSQL runs as another user, who must pass through. */
const CLOSED = process.getuid?.() === 0 ? 0o711 : 0o700;

describe('the data folder', () => {
  let above: string;
  const modeOf = async (...names: string[]) => (await stat(join(above, ...names))).mode & 0o777;
  beforeEach(async () => void (above = await mkdtemp(join(tmpdir(), 'hengxin-folder-'))));
  afterEach(() => rm(above, { recursive: true, force: true }));

  it('is made for its user alone', async () => {
    for (const umask of [0o000, 0o022, 0o077]) {
      const before = process.umask(umask);
      try {
        const name = umask.toString(8);
        expect(await assertRoom(join(above, name, 'b'))).toEqual([]);
        expect([await modeOf(name), await modeOf(name, 'b')]).toEqual([CLOSED, CLOSED]);
      } finally {
        process.umask(before);
      }
    }
  });

  it('is closed to others with what an earlier version left in it', async () => {
    await mkdir(join(above, 'data', 'logs'), { recursive: true });
    for (const name of ['processes.json', join('logs', 'gateway.log')]) {
      await writeFile(join(above, 'data', name), 'x');
      await chmod(join(above, 'data', name), 0o644);
    }
    for (const name of [[], ['logs']]) await chmod(join(above, 'data', ...name), 0o755);
    expect(await assertRoom(join(above, 'data'))).toEqual([]);
    expect(
      await Promise.all(
        [[], ['logs'], ['processes.json'], ['logs', 'gateway.log']].map((name) => modeOf('data', ...name)),
      ),
    ).toEqual([CLOSED, 0o700, 0o600, 0o600]);
  });

  it('is closed with all that a start leaves in it: the key that signs tokens, the marks, what the database and the broker keep', async () => {
    const files = [
      'demo-issuer.json',
      'demo-issuer.json.4711',
      'loading',
      'launcher.pid',
      'demo-bank.json',
      'pg-password',
    ];
    const folders = ['pg', 'kafka', '.initdb-x'];
    await mkdir(join(above, 'data'));
    for (const name of folders) await mkdir(join(above, 'data', name));
    for (const name of files) await writeFile(join(above, 'data', name), 'x');
    for (const name of [...files, ...folders, '.']) await chmod(join(above, 'data', name), 0o777);
    expect(await assertRoom(join(above, 'data'))).toEqual([]);
    expect(await modeOf('data')).toBe(CLOSED);
    for (const name of files) expect([name, await modeOf('data', name)]).toEqual([name, 0o600]);
    for (const name of folders) expect([name, await modeOf('data', name)]).toEqual([name, 0o700]);
  });

  it('that holds something else stays as open as its owner made it, which is told; what the platform keeps in it is closed', async () => {
    await mkdir(join(above, 'kafka'));
    await writeFile(join(above, 'demo-issuer.json'), 'x');
    for (const name of ['kafka', 'demo-issuer.json']) await chmod(join(above, name), 0o755);
    await writeFile(join(above, 'letter.txt'), 'x');
    for (const [name, mode] of [
      ['letter.txt', 0o644],
      ['.', 0o755],
    ] as const)
      await chmod(join(above, name), mode);
    expect(await assertRoom(above)).toEqual([
      expect.stringContaining(`Other users of this machine can look into ${above}.`),
    ]);
    expect([await modeOf('.'), await modeOf('letter.txt')]).toEqual([0o755, 0o644]);
    expect([await modeOf('kafka'), await modeOf('demo-issuer.json')]).toEqual([0o700, 0o600]);
    await chmod(above, 0o700);
    expect(await assertRoom(above)).toEqual([]);
  });

  it('lends a folder of its own for what is to be read by one other user, and takes it away', async () => {
    const before = process.env['TMPDIR'];
    const self = { uid: process.getuid!(), gid: process.getgid!() };
    let lent = '';
    await writingOpenlyFor(self, above, async () => {
      lent = process.env['TMPDIR']!;
      await writeFile(join(lent, 'password'), 'x');
      expect([
        dirname(lent),
        (await stat(lent)).mode & 0o777,
        (await stat(join(lent, 'password'))).mode & 0o777,
      ]).toEqual([above, 0o700, 0o644]);
    });
    await expect(stat(lent)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(writingOpenlyFor(self, above, () => Promise.reject(new Error('initdb failed')))).rejects.toThrow(
      'initdb failed',
    );
    expect([process.env['TMPDIR'], await readdir(above)]).toEqual([before, []]);
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
