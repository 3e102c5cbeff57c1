import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpooledFile } from './spooled-file.js';

const HOUR_S = 3_600;

describe('files on their way', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'hengxin-spool-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function lies(name: string, hours: number): Promise<void> {
    await writeFile(join(folder, name), randomBytes(10));
    const at = performance.timeOrigin / 1_000 - hours * HOUR_S;
    await utimes(join(folder, name), at, at);
  }

  it('that a process left behind as it died are taken away, and nothing else', async () => {
    await lies('hengxin-attachment-old', 2);
    await lies('hengxin-attachment-of-another-process', 0.5);
    await lies('somebody-else', 2);
    await SpooledFile.sweep(folder);
    expect((await readdir(folder)).sort()).toEqual(['hengxin-attachment-of-another-process', 'somebody-else']);
  });
});
