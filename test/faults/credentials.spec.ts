import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerDouble, SIGNER } from '@hengxin/event-log/testing';
import { freePort, type TestDatabase, testDatabase } from '@hengxin/testing';
import { Said } from './said.js';

const USER = 'clerk-of-the-log';
const SECRET = 'hunter2';
const PASSWORD = `${SECRET}@home`;
const RECOVERS = 'the event log recovers from an error';

/** The double, since a server goes away at no word of command. */
describe('a running service whose EventStoreDB asks for a password over TLS', () => {
  let folder: string;
  let database: TestDatabase;
  let server: ServerDouble;
  let service: Said | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hengxin-ca-'));
    await writeFile(join(folder, 'ca.pem'), SIGNER);
  });
  beforeEach(async () => {
    database = await testDatabase();
    server = await ServerDouble.started({ tls: true, users: { [USER]: PASSWORD } });
    server.readers = [USER];
  }, 60_000);
  afterEach(async () => {
    service?.child.kill('SIGKILL');
    service = undefined;
    await server?.stop();
    await database?.drop();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const started = async (password: string): Promise<Said> => {
    const credentials = `${USER}:${encodeURIComponent(password)}`;
    const child = spawn(process.execPath, ['services/organisation/dist/main.js'], {
      env: {
        ...process.env,
        HENGXIN_PROFILE: 'standalone',
        HENGXIN_DATABASE_URL: database.url,
        HENGXIN_EVENT_LOG_URL: `esdb://${credentials}@localhost:${server.port}?tlsCAFile=${join(folder, 'ca.pem')}`,
        HENGXIN_JWKS_URL: 'http://127.0.0.1:1/jwks.json',
        HENGXIN_JWT_ISSUER: 'nobody',
        HENGXIN_INTERNAL_SECRET: randomUUID(),
        HENGXIN_LOG_LEVEL: 'trace',
        PORT: String(await freePort()),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return (service = new Said(child));
  };

  it.each([
    ['a wrong one', `${PASSWORD}x`, ['"ready"', 'refuses the user or the password', RECOVERS], 'refuses connections'],
    ['the right one', PASSWORD, ['"ready"'], RECOVERS],
  ])(
    'tells neither user nor password in any line, causes of errors included: %s, then an outage',
    async (_, password, before, after) => {
      const said = await started(password);
      for (const word of before) await said.hasSaid(word);
      await server.crash();
      await said.hasSaid(after);
      const ended = once(said.child, 'close');
      said.child.kill('SIGTERM');
      await ended;
      expect(said.text).toContain('"cause"');
      for (const secret of [SECRET, USER, Buffer.from(`${USER}:${password}`).toString('base64')])
        expect(said.text).not.toContain(secret);
    },
    120_000,
  );
});
