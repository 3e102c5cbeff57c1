import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RejectMessage } from '@hengxin/import';
import { RejectsFile } from './rejects-file.js';

const reject: RejectMessage = { type: 'reject', line: 2, field: '', code: 'X', message: 'x', row: { name: '王芳' } };
const fault = { name: 'ImportFault', message: expect.stringContaining('.rejects.csv (ENOENT)') };

describe('a rejects file that can not be written', () => {
  let rejects: RejectsFile;
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hengxin-rejects-'));
    rejects = new RejectsFile(join(folder, 'staff.csv.rejects.csv'));
    await rm(folder, { recursive: true });
  });

  it('is said in a sentence when it is closed', async () => {
    await rejects.add(reject);
    await expect(rejects.end()).rejects.toMatchObject(fault);
    await expect(rejects.end()).rejects.toMatchObject(fault);
  });

  it('or while rows are written', async () => {
    const many = async () => {
      for (;;) await rejects.add(reject);
    };
    await expect(many()).rejects.toMatchObject(fault);
  });
});
