import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { INTERNAL_HEADER } from '@hengxin/identity';
import { WebSocket } from 'ws';
import { freePort } from '@hengxin/testing';
import { startTestService, TEST_SECRET, type TestService } from '../testing/index.js';
import { notebook } from '../testing/notebook.js';

const CLOCK = '{"now":"2026-03-09T09:00:00+08:00"}';

describe('the door of a service', () => {
  let service: TestService;
  let port: number;
  let operations: number;
  beforeAll(async () => {
    operations = (await freePort()) - 1;
    service = await startTestService(
      { ...notebook, name: 'organisation' },
      {
        env: {
          HENGXIN_LOG_LEVEL: 'silent',
          HENGXIN_HEADERS_TIMEOUT_MS: '200',
          HENGXIN_BODY_TIMEOUT_MS: '200',
          HENGXIN_OPERATIONS_PORT: String(operations),
        },
      },
    );
    await service.place([], [{ staffId: 'S1', role: 'RM', unitId: 'U1', validFrom: null }]);
    await service.app.listen(0, '127.0.0.1');
    port = (service.app.getHttpServer().address() as AddressInfo).port;
  }, 60_000);
  afterAll(() => service?.stop());

  const open = ([line, ...headers]: readonly string[], body = '', at = port): Socket => {
    const socket = connect({ port: at, host: '127.0.0.1', allowHalfOpen: true });
    const named = headers.some((header) => header.startsWith('host:'))
      ? headers
      : [`host: 127.0.0.1:${at}`, ...headers];
    socket.write([line, ...named, '', body].join('\r\n'));
    return socket;
  };
  const said = async (socket: Socket): Promise<[string | undefined, string | undefined]> => {
    const answer = await text(socket);
    socket.destroy();
    return [/^HTTP\/1.1 (\d+)/.exec(answer)?.[1], /"code":"(\w+)"/.exec(answer)?.[1]];
  };
  const ask = (line: string, headers: readonly string[], body = '') =>
    said(open([`${line} HTTP/1.1`, 'connection: close', `content-length: ${body.length}`, ...headers], body));
  const JSON_TYPE = 'content-type: application/json';

  describe('closes', () => {
    it('half a body with a good token', async () => {
      const authorization = `authorization: Bearer ${await service.token('S1')}`;
      expect(
        await said(open(['POST /graphql HTTP/1.1', authorization, JSON_TYPE, 'content-length: 99'], '{"query":')),
      ).toEqual(['408', 'REQUEST_NOT_IN_TIME']);
    });
    it('half a body without one, which it refuses before', async () => {
      expect(await said(open(['POST /graphql HTTP/1.1', JSON_TYPE, 'content-length: 99'], '{"query":'))).toEqual([
        '401',
        'TOKEN_MISSING',
      ]);
    });
    it('headers that never end', async () => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      socket.write('POST /graphql HTTP/1.1\r\nhost:');
      expect(await said(socket)).toEqual(['408', 'REQUEST_NOT_IN_TIME']);
    });
  });

  describe('opens to no other site', () => {
    it.each(['POST /graphql', 'GET /graphql', 'POST /internal/demo-clock', 'GET /nowhere'])('at %s', async (line) => {
      for (const header of [
        `host: attacker.example:${port}`,
        'origin: https://attacker.example',
        'sec-fetch-site: cross-site',
      ])
        expect(await ask(line, [header, JSON_TYPE], CLOCK)).toEqual(['403', 'OTHER_SITE']);
    });
    it.each([
      ['host', () => ({ headers: { host: `attacker.example:${port}` } })],
      ['page', () => ({ origin: 'https://attacker.example' })],
    ])('by a socket of another %s', async (_, options) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', options());
      const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
      expect([answer.statusCode, await text(answer)]).toEqual([403, expect.stringContaining('OTHER_SITE')]);
    });
    it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
      'whose form sends %s',
      async (type) => {
        const before = service.clock.now();
        const form = type === 'application/x-www-form-urlencoded' ? 'now=2026-03-09T09%3A00%3A00%2B08%3A00' : CLOCK;
        expect(await ask('POST /internal/demo-clock', [`content-type: ${type}`], form)).toEqual([
          '403',
          'INTERNAL_ONLY',
        ]);
        const proof = `${INTERNAL_HEADER}: ${TEST_SECRET}`;
        expect((await ask('POST /internal/demo-clock', [`content-type: ${type}`, proof], form))[0]).toBe('415');
        expect(service.clock.now()).toBe(before);
      },
    );
  });

  it('puts safe headers on its answers', async () => {
    const headers = { authorization: `Bearer ${await service.token('S1')}`, 'content-type': 'application/json' };
    for (const [url, init] of [
      ['/graphql', { method: 'POST', headers, body: '{"query":"{ whoAmI { id } }"}' }],
      ['/graphql', { method: 'POST', headers, body: '{"query":"{"}' }],
      ['/graphql', { method: 'POST' }],
      ['/nowhere', {}],
    ] as [string, RequestInit][]) {
      const answer = await fetch(`http://127.0.0.1:${port}${url}`, init);
      expect([answer.headers.get('cache-control'), answer.headers.get('x-content-type-options')]).toEqual([
        'no-store',
        'nosniff',
      ]);
    }
  });

  it('leaves operators to a port of their own where one is given', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics'])
      expect([path, (await fetch(`http://127.0.0.1:${port}${path}`)).status]).toEqual([path, 404]);
    const at = `http://127.0.0.1:${operations + 1}`;
    expect(await (await fetch(`${at}/health/live`)).json()).toEqual({ live: true });
    expect((await fetch(`${at}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`${at}/metrics`)).text()).toContain('hengxin_projection_lag_seconds');
    expect((await fetch(`${at}/graphql`)).status).toBe(404);
  });
});

describe('connections to a service beyond HENGXIN_MAX_CONNECTIONS', () => {
  let service: TestService;
  let port: number;
  beforeAll(async () => {
    const env = { HENGXIN_LOG_LEVEL: 'silent', HENGXIN_MAX_CONNECTIONS: '2' };
    service = await startTestService({ ...notebook, name: 'organisation' }, { env });
    await service.app.listen(0, '127.0.0.1');
    port = (service.app.getHttpServer().address() as AddressInfo).port;
  }, 60_000);
  afterAll(() => service?.stop());
  /** One that stays open behind its answer; undefined for one that is closed without a word. */
  const opened = async (): Promise<Socket | undefined> => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => socket.destroy());
    const answered = new Promise<boolean>((resolve) =>
      socket.once('data', () => resolve(true)).once('close', () => resolve(false)),
    );
    socket.write(`GET /health/live HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
    return (await answered) ? socket : undefined;
  };

  it('are closed as they come, WebSockets counted, until one of the others ends', async () => {
    const first = await opened();
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    expect([first !== undefined, await opened(), await opened()]).toEqual([true, undefined, undefined]);
    socket.terminate();
    let next: Socket | undefined;
    while (!next) next = await opened();
    expect(await opened()).toBeUndefined();
    for (const each of [first, next]) each?.destroy();
  });
});
