import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
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

describe('a rejects file', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'hengxin-rejects-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is for its owner alone, even where an open one stood before', async () => {
    const path = join(folder, 'staff.csv.rejects.csv');
    await writeFile(path, 'x', { mode: 0o644 });
    const rejects = new RejectsFile(path);
    await rejects.add(reject);
    await rejects.end();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('holds nothing that a spreadsheet computes', async () => {
    const rejects = new RejectsFile(join(folder, 'clients.csv.rejects.csv'));
    rejects.columns(['=name', 'phone']);
    await rejects.add({
      ...reject,
      row: { '=name': '=HYPERLINK("http://x","王芳")', phone: '+8613800001234' },
      text: '@SUM(1)',
    });
    expect(await readFile((await rejects.end())!, 'utf8')).toBe(
      "\uFEFFline,field,code,message,'=name,phone,text\n" +
        `2,,X,x,"'=HYPERLINK(""http://x"",""王芳"")",'+8613800001234,'@SUM(1)\n`,
    );
  });
});
