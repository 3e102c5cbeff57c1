import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import { join } from 'node:path';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { freePort } from '@hengxin/testing';
import { openRaw, saidUntilClosed } from '../testing/raw-call.js';
import { RunningGateway } from '../testing/running-gateway.js';

let gateway: RunningGateway;
const start = async (environment: Record<string, string> = {}): Promise<void> => {
  gateway = await RunningGateway.start(environment);
};
const token = async (subject = 'S1', role?: 'ADMIN') =>
  `authorization: Bearer ${await gateway.issuer.issue(subject, role && { role })}`;
const JSON_BODY = ['content-type: application/json', 'content-length: 1000'];

describe('who sends half a call', () => {
  beforeAll(
    () => start({ HENGXIN_BODY_TIMEOUT_MS: '200', HENGXIN_HEADERS_TIMEOUT_MS: '200', HENGXIN_IMPORT_IDLE_MS: '1500' }),
    60_000,
  );
  afterAll(() => gateway.stop());
  const halfOf = (headers: readonly string[], path = '/graphql') =>
    openRaw(gateway.url, [`POST ${path} HTTP/1.1`, ...headers], '{"query":');

  it('is closed with a good token', async () => {
    expect(await saidUntilClosed(halfOf([await token(), ...JSON_BODY]))).toEqual(['408', 'REQUEST_NOT_IN_TIME']);
  });
  it('is refused without one before the body has come, and closed', async () => {
    const call = halfOf(JSON_BODY.concat('authorization: Bearer forged'));
    expect(String((await once(call, 'data'))[0])).toMatch(/^HTTP\/1.1 401 .*TOKEN_INVALID/s);
    await saidUntilClosed(call);
  });
  it('is closed six hundred times over', async () => {
    const headers = [await token(), ...JSON_BODY];
    const answers = await Promise.all(Array.from({ length: 600 }, () => saidUntilClosed(halfOf(headers))));
    expect(new Set(answers.map(([status]) => status))).toEqual(new Set(['408']));
    expect((await gateway.ask('{ me { id } }')).status).toBe(200);
  }, 60_000);
  it('is closed at the demo too', async () => {
    expect(await saidUntilClosed(halfOf(JSON_BODY, '/demo/token'))).toEqual(['408', 'REQUEST_NOT_IN_TIME']);
  });
  it('is told why in words and in the shape of the route', async () => {
    const answer = await text(halfOf([await token(), ...JSON_BODY, 'accept-language: en']));
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toEqual({
      errors: [
        { message: expect.stringContaining('did not arrive'), extensions: { code: 'REQUEST_NOT_IN_TIME', field: [] } },
      ],
    });
  });

  describe('of a file', () => {
    const FILE = ['content-type: text/csv', 'content-length: 1000'];
    it('is closed without a token', async () => {
      expect(await saidUntilClosed(halfOf(FILE, '/import/units'))).toEqual(['401', 'TOKEN_MISSING']);
    });
    it('may take as long as it likes with one while something comes, and is closed when nothing does', async () => {
      const upload = openRaw(
        gateway.url,
        ['POST /import/units HTTP/1.1', await token('import', 'ADMIN'), ...FILE],
        'first',
      );
      const closed = text(upload);
      await once(upload, 'data');
      for (let beyond = 0; beyond < 2; beyond++) {
        // A call that began later is over its time already.
        await saidUntilClosed(halfOf([await token(), ...JSON_BODY]));
        upload.write('more');
        expect(String((await once(upload, 'data'))[0])).toMatch(/\b4\n/);
      }
      expect(await closed).not.toContain('end');
      upload.destroy();
    });
  });
});

describe('a page of another site', () => {
  beforeAll(() => start(), 60_000);
  afterAll(() => gateway.stop());
  const port = () => new URL(gateway.url).port;
  const TOKEN = '{"staffId":"S1"}';
  const ask = (line: string, headers: readonly string[], body = '') =>
    saidUntilClosed(
      openRaw(gateway.url, [line, `content-length: ${body.length}`, 'connection: close', ...headers], body),
    );

  it.each([
    'GET /graphql',
    'POST /graphql',
    'POST /demo/token',
    'POST /demo/clock',
    'GET /demo/jwks.json',
    'POST /import/units',
    'GET /health/ready',
    'GET /metrics',
    'GET /nowhere',
  ])('cannot reach %s', async (line) => {
    const called = `${line} HTTP/1.1`;
    const refused = ['403', 'OTHER_SITE'];
    expect(await ask(called, [`host: attacker.example:${port()}`])).toEqual(refused);
    expect(await ask(called, ['origin: https://attacker.example'])).toEqual(refused);
    expect(await ask(called, ['origin: null'])).toEqual(refused);
    expect(await ask(called, ['sec-fetch-site: cross-site'])).toEqual(refused);
  });
  it('may lead a browser to the console, as an identity provider does, and to nothing else', async () => {
    const led = ['sec-fetch-site: cross-site', 'sec-fetch-mode: navigate', 'sec-fetch-dest: document', 'accept: */*'];
    const [status] = await ask('GET /console/callback?code=x HTTP/1.1', led);
    expect(status).not.toBe('403');
    const refused = ['403', 'OTHER_SITE'];
    expect(await ask('GET /graphql HTTP/1.1', led)).toEqual(refused);
    expect(await ask('POST /console/callback HTTP/1.1', led)).toEqual(refused);
    const framed = led.map((header) => header.replace('document', 'iframe'));
    expect(await ask('GET /console/callback HTTP/1.1', framed)).toEqual(refused);
    expect(await ask('GET /console/callback HTTP/1.1', ['sec-fetch-site: cross-site'])).toEqual(refused);
    expect(await ask('GET /console/callback HTTP/1.1', [...led, 'host: attacker.example'])).toEqual(refused);
  });
  it.each([
    ['host', () => ({ headers: { host: `attacker.example:${port()}` } })],
    ['page', () => ({ origin: 'https://attacker.example' })],
  ])('gets no socket by its %s', async (_, options) => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', options());
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    expect([answer.statusCode, await text(answer)]).toEqual([403, expect.stringContaining('OTHER_SITE')]);
  });
  it.each(['127.0.0.1', 'localhost', '[::1]'])('is told from a program that calls %s', async (name) => {
    const headers = [`host: ${name}:${port()}`, 'content-type: application/json'];
    expect(await ask('POST /demo/token HTTP/1.1', headers, TOKEN)).toEqual(['200', undefined]);
    const own = [...headers, `origin: http://${name}:${port()}`, 'sec-fetch-site: same-origin'];
    expect(await ask('POST /demo/token HTTP/1.1', own, TOKEN)).toEqual(['200', undefined]);
  });
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'moves nothing by %s',
    async (type) => {
      for (const path of ['token', 'clock'])
        expect(await ask(`POST /demo/${path} HTTP/1.1`, [`content-type: ${type}`], TOKEN)).toEqual([
          '415',
          'CONTENT_TYPE',
        ]);
    },
  );
});

describe('answers', () => {
  beforeAll(() => start(), 60_000);
  afterAll(() => gateway.stop());
  it('are kept by no cache and are what they say, everywhere', async () => {
    const authorization = (await token('import', 'ADMIN')).slice('authorization: '.length);
    const calls: [string, RequestInit][] = [
      [
        '/graphql',
        {
          method: 'POST',
          body: '{"query":"{ me { id } }"}',
          headers: { authorization, 'content-type': 'application/json' },
        },
      ],
      ['/graphql', { method: 'POST' }],
      ['/graphql', { headers: { accept: 'text/html' } }],
      ['/import/units', { method: 'POST', body: 'a\n', headers: { authorization, 'content-type': 'text/csv' } }],
      ['/import/units', { method: 'POST', body: 'a\n' }],
      ['/demo/jwks.json', {}],
      ['/health/live', {}],
      ['/metrics', {}],
      ['/nowhere', {}],
      ['/%ff', {}],
    ];
    for (const [path, init] of calls) {
      const { headers } = await fetch(`${gateway.url}${path}`, init);
      expect([path, headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
        path,
        'no-store',
        'nosniff',
      ]);
    }
  }, 30_000);
});

describe('one language', () => {
  beforeAll(() => start(), 60_000);
  afterAll(() => gateway.stop());
  beforeEach(() => void (gateway.services.seen.length = 0));
  it.each([
    ['zh;q=0.1, en;q=0.9', 'en', /token/],
    ['en-GB', 'en', /token/],
    ['zh-TW, en;q=0.5', 'zh', /令牌/],
    ['*', 'zh', /令牌/],
  ])('is what %s means, here and at the services', async (given, language, words) => {
    expect((await gateway.ask('{ me { id } }', {}, { 'accept-language': given })).body.errors?.[0]?.message).toMatch(
      words,
    );
    const authorization = (await token()).slice('authorization: '.length);
    await gateway.ask('{ myDay { items { client { name } } } }', {}, { authorization, 'accept-language': given });
    expect(gateway.services.seen.map(({ headers }) => headers['accept-language'])).toEqual([language, language]);
  });
});

describe('a token', () => {
  let denied: string;
  beforeAll(async () => {
    denied = join(await mkdtemp(join(tmpdir(), 'hengxin-deny-')), 'deny.txt');
    writeFileSync(denied, 'sub S9\n');
    await start({ HENGXIN_TOKEN_DENY_FILE: denied, HENGXIN_JWT_MAX_LIFETIME_S: '100' });
  }, 60_000);
  afterAll(() => gateway.stop());
  const issue = (subject: string, validForSeconds = 60) => gateway.issuer.issue(subject, { validForSeconds });
  const closing = async (authorization: string, more: object = {}): Promise<{ code: number; reason: string }> => {
    const url = `${gateway.url.replace('http', 'ws')}/graphql`;
    const client = createClient({
      url,
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      connectionParams: { authorization, ...more },
    });
    return new Promise((resolve) => client.on('closed', (event) => resolve(event as { code: number; reason: string })));
  };

  it('that was withdrawn is refused, over HTTP and at a socket', async () => {
    const authorization = `Bearer ${await issue('S9')}`;
    const answer = await gateway.ask('{ me { id } }', {}, { authorization });
    expect([answer.status, answer.body.errors?.[0]?.extensions?.code]).toEqual([401, 'TOKEN_WITHDRAWN']);
    expect(await closing(authorization)).toMatchObject({
      code: 4401,
      reason: expect.stringMatching(/^TOKEN_WITHDRAWN/),
    });
  });
  it('that is withdrawn later ends the sockets that it opened', async () => {
    const closed = closing(`Bearer ${await issue('S5')}`);
    writeFileSync(denied, `${readFileSync(denied, 'utf8')}sub S5\n`);
    expect(await closed).toMatchObject({ code: 4401, reason: expect.stringMatching(/^TOKEN_WITHDRAWN/) });
  });
  it('that lives too long is refused', async () => {
    const answer = await gateway.ask('{ me { id } }', {}, { authorization: `Bearer ${await issue('S1', 101)}` });
    expect(answer.body.errors?.[0]?.extensions?.code).toBe('TOKEN_INVALID');
  });
  it.each(['\n', '\r\n', '\u00a0', '\u0000', ' x'])('with %j behind it is no outage', async (end) => {
    expect(await closing(`Bearer ${await issue('S1')}${end}`)).toMatchObject({
      code: 4401,
      reason: expect.stringMatching(/^TOKEN_INVALID/),
    });
  });
  it('with a position that cannot be sent on is told so', async () => {
    const headers = { authorization: `Bearer ${await issue('S1')}`, 'hengxin-at-least': 'p\n1' };
    expect(await closing(headers.authorization, headers)).toMatchObject({
      code: 4400,
      reason: expect.stringMatching(/^HEADER_MALFORMED/),
    });
    const answer = await gateway.ask('{ me { id } }', {}, { ...headers, 'hengxin-at-least': 'x'.repeat(8_001) });
    expect([answer.status, answer.body.errors?.[0]?.extensions?.code]).toEqual([400, 'HEADER_MALFORMED']);
  });
});

describe('connections beyond HENGXIN_MAX_CONNECTIONS', () => {
  beforeAll(() => start({ HENGXIN_MAX_CONNECTIONS: '2' }), 60_000);
  afterAll(() => gateway.stop());
  /** One that stays open behind its answer; undefined for one that is closed without a word. */
  const opened = async (): Promise<Socket | undefined> => {
    const socket = openRaw(gateway.url, ['GET /health/live HTTP/1.1']);
    socket.on('error', () => socket.destroy());
    const answered = new Promise<boolean>((resolve) =>
      socket.once('data', () => resolve(true)).once('close', () => resolve(false)),
    );
    socket.once('end', () => socket.destroy());
    return (await answered) ? socket : undefined;
  };

  it('are closed as they come, WebSockets counted, until one of the others ends', async () => {
    const first = await opened();
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    expect([first !== undefined, await opened(), await opened()]).toEqual([true, undefined, undefined]);
    socket.terminate();
    let next: Socket | undefined;
    while (!next) next = await opened();
    expect(await opened()).toBeUndefined();
    for (const each of [first, next]) each?.destroy();
  });
});

describe('operators', () => {
  afterEach(() => gateway.stop());
  it('get one look for all of them', async () => {
    await start();
    let answer: () => void = () => undefined;
    gateway.services.readiness = new Promise<void>((resolve) => (answer = resolve));
    const callers = 20;
    let arrived = 0;
    const allArrived = new Promise<void>((resolve) =>
      (gateway.app.getHttpServer() as Server).on('request', () => ++arrived === callers && resolve()),
    );
    const answers = Array.from({ length: callers }, () => fetch(`${gateway.url}/health/ready`));
    await allArrived;
    answer();
    expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(gateway.services.readinessAsked).toBe(6);
  });
  it('are told in fixed words what is wrong', async () => {
    await start();
    gateway.services.unready = { database: 'connect ECONNREFUSED 10.1.2.3:5432', consumers: 'catching up' };
    const answer = await fetch(`${gateway.url}/health/ready`);
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { ready: false, services: { organisation: { consumers: 'catching up' } } },
    ]);
    expect(JSON.stringify(await (await fetch(`${gateway.url}/health/ready`)).json())).not.toMatch(/10\.1\.2\.3/);
  });
  it('have a port of their own where one is given', async () => {
    const port = await freePort();
    await start({ HENGXIN_OPERATIONS_PORT: String(port) });
    for (const path of ['/health/live', '/health/ready', '/metrics'])
      expect((await fetch(`${gateway.url}${path}`)).status).toBe(404);
    const at = `http://127.0.0.1:${port}`;
    expect((await fetch(`${at}/health/live`)).status).toBe(200);
    expect(await (await fetch(`${at}/metrics`)).text()).toContain('hengxin_operation_duration_seconds');
    expect(await (await fetch(`${at}/health/ready`)).json()).toMatchObject({
      ready: false,
      services: { organisation: 'no answer' },
    });
    const other = await saidUntilClosed(
      openRaw(at, ['GET /metrics HTTP/1.1', 'host: attacker.example', 'connection: close']),
    );
    expect(other).toEqual(['403', 'OTHER_SITE']);
  });
});
