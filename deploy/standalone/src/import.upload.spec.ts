import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FailureMessage } from '@hengxin/import';
import { uploadFile } from './import.upload.js';

const failure: FailureMessage = { type: 'failure', code: 'IMPORT_FAILED', message: 'The import stopped.' };

describe('a platform that stops every time', () => {
  let folder: string;
  let server: Server;
  let calls = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hengxin-upload-'));
    await writeFile(join(folder, 'clients.csv'), 'client_id,name\nC1,王芳\n');
    server = createServer((call, answer) => {
      calls++;
      call.resume().on('end', () => answer.end(`${JSON.stringify(failure)}\n`));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  it('is asked again, and then it is said where the reason stands', async () => {
    const upload = {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      kind: 'clients',
      path: join(folder, 'clients.csv'),
      token: 't',
      encoding: undefined,
      language: 'en' as const,
      atLeast: undefined,
    };
    await expect(uploadFile(upload, undefined, [0, 0])).rejects.toMatchObject({
      name: 'ImportFault',
      message: expect.stringMatching(
        /The import stopped\. .*"an import stopped" in the log of the service that takes clients/,
      ),
    });
    expect(calls).toBe(3);
  });
});
