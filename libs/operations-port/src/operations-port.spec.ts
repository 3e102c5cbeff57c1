import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotReady, readiness } from './health.js';
import { jsonPage, listenForOperations } from './operations-port.js';
import { sharedProbe } from './shared-probe.js';

describe('a probe that anybody may ask for', () => {
  let now = 0;
  let asked = 0;
  let answer: (finding: string) => void;
  let fail: (error: Error) => void;
  const probe = sharedProbe(
    () =>
      new Promise<string>((resolve, reject) => {
        asked++;
        answer = resolve;
        fail = reject;
      }),
    () => now,
  );

  it('is made once however many ask, and kept for a second', async () => {
    const many = Array.from({ length: 100 }, () => probe());
    answer('well');
    expect(new Set(await Promise.all(many))).toEqual(new Set(['well']));
    now = 999;
    expect(await probe()).toBe('well');
    expect(asked).toBe(1);
    now = 1000;
    const next = probe();
    answer('ill');
    expect(await next).toBe('ill');
    expect(asked).toBe(2);
  });

  it('is not kept when it fails', async () => {
    now = 5000;
    const failing = probe();
    fail(new Error('gone'));
    await expect(failing).rejects.toThrow('gone');
    const next = probe();
    answer('well');
    expect(await next).toBe('well');
  });
});

it('readiness tells what is wrong in fixed words, and the log why', async () => {
  const logged: unknown[] = [];
  const report = await readiness(
    [
      { name: 'service', check: async () => undefined },
      { name: 'consumers', check: () => Promise.reject(new NotReady('catching up')) },
      { name: 'database', check: () => Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3:5432')) },
    ],
    (name, error) => logged.push([name, (error as Error).message]),
  );
  expect(report).toEqual({ ready: false, checks: { service: 'ok', consumers: 'catching up', database: 'failed' } });
  expect(logged).toEqual([['database', 'connect ECONNREFUSED 10.1.2.3:5432']]);
});

describe('a port for operations', () => {
  let server: Server;
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  it('serves its pages and nothing else', async () => {
    server = await listenForOperations(
      { '/health/live': async () => jsonPage(200, { live: true }), '/metrics': () => Promise.reject(new Error('secret')) },
      { port: 0, host: '127.0.0.1' },
    );
    const at = (path: string, method = 'GET') =>
      fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method }).then(async (answer) => [
        answer.status,
        await answer.json(),
      ]);
    expect(await at('/health/live?x=1')).toEqual([200, { live: true }]);
    expect(await at('/graphql')).toEqual([404, { code: 'NOT_FOUND' }]);
    expect(await at('/__proto__')).toEqual([404, { code: 'NOT_FOUND' }]);
    expect(await at('/health/live', 'POST')).toEqual([404, { code: 'NOT_FOUND' }]);
    expect(await at('/metrics')).toEqual([500, { code: 'INTERNAL' }]);
  });
});
