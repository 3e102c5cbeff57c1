import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { DOOR_STATUS, guardDoor, refuseUnreadable, serverOptions } from './index.js';

const LIMITS = { headersMs: 100, bodyMs: 100, importIdleMs: 100, connections: 700 };
const MANY = 600;

let server: FastifyInstance;
let port: number;
async function serve(limits: Partial<typeof LIMITS> = {}): Promise<void> {
  const all = { ...LIMITS, ...limits };
  server = Fastify({ ...serverOptions(all), clientErrorHandler: refuseUnreadable });
  guardDoor(server, {
    limits: all,
    ownSiteOnly: true,
    refuse: (code, _request, reply) => void reply.code(DOOR_STATUS[code]).send({ code }),
  });
  server.post('/echo', async ({ body }) => body);
  server.post(
    '/early',
    { onRequest: async (_request, reply) => reply.code(401).send({ code: 'TOKEN_MISSING' }) },
    async () => 'never',
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
  port = (server.server.address() as AddressInfo).port;
}
afterEach(() => server.close());

const open = (sent: string): Socket => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.write(sent);
  return socket;
};
const post = (path: string, length: number, body: string): string =>
  `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`;
const said = async (socket: Socket): Promise<[string | undefined, string | undefined]> => {
  const answer = await text(socket);
  socket.destroy();
  return [/^HTTP\/1.1 (\d+)/.exec(answer)?.[1], /"code":"(\w+)"/.exec(answer)?.[1]];
};
const connections = (): Promise<number> =>
  new Promise((resolve) => server.server.getConnections((_error, count) => resolve(count)));
/** Resolves once the server holds no connection, and never where it holds one for ever. */
async function noneLeft(): Promise<void> {
  while ((await connections()) > 0) await turn();
}

describe('what does not arrive', () => {
  it('is closed: half a body, of six hundred at once', async () => {
    await serve();
    const answers = await Promise.all(Array.from({ length: MANY }, () => said(open(post('/echo', 1_000, '{"half":')))));
    expect(new Set(answers.map(String))).toEqual(new Set(['408,REQUEST_NOT_IN_TIME']));
    await noneLeft();
  }, 60_000);
  it.each([
    ['headers that never end', 'POST /echo HTTP/1.1\r\nhost: a\r\n'],
    ['half a line', 'PO'],
    ['nothing', ''],
  ])('is closed: %s', async (_, sent) => {
    await serve();
    expect(await said(open(sent))).toEqual(['408', 'REQUEST_NOT_IN_TIME']);
    await noneLeft();
  });
  it('is closed: a body that comes drop by drop', async () => {
    await serve();
    const socket = open(post('/echo', 1_000_000, '{"a":"'));
    const drops = setInterval(() => socket.write('x'), 10);
    socket.on('error', () => undefined);
    const [status] = await said(socket);
    clearInterval(drops);
    expect(status).toBe('408');
  });
  it('is closed: chunks without a last one', async () => {
    await serve();
    const head = `POST /echo HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
    expect(await said(open(`${head}2\r\n{}\r\n`))).toEqual(['408', 'REQUEST_NOT_IN_TIME']);
  });
  it('is closed: half a body of a call that was answered before it', async () => {
    await serve();
    expect(await said(open(post('/early', 1_000, '{"half":')))).toEqual(['401', 'TOKEN_MISSING']);
    await noneLeft();
  });
});

describe('what arrives', () => {
  it('is taken, and its connection kept', async () => {
    await serve();
    const socket = open(post('/echo', 2, '{}'));
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 200 /);
    socket.write(post('/early', 2, '{}'));
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 401 /);
    socket.write(post('/echo', 7, '{"a":1}'));
    expect(String((await once(socket, 'data'))[0])).toMatch(/\{"a":1\}$/);
    socket.destroy();
  });
  it('has safe headers on its answer, whatever it is', async () => {
    await serve();
    for (const [method, url] of [
      ['POST', '/echo'],
      ['POST', '/early'],
      ['GET', '/nowhere'],
    ] as const) {
      const { headers } = await server.inject({ method, url, headers: { host: 'localhost' } });
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    }
    expect(await text(open('BOGUS\r\n\r\n'))).toMatch(/cache-control: no-store\r\nx-content-type-options: nosniff\r\n/);
  });
});

it('takes no more connections than it may hold', async () => {
  await serve({ connections: 2, headersMs: 60_000 });
  const held = [open(''), open('')];
  while ((await connections()) < 2) await once(server.server, 'connection');
  const beyond = open('');
  const [dropped] = (await once(server.server, 'drop')) as [{ remotePort?: number }];
  expect(dropped.remotePort).toBe((beyond.address() as AddressInfo).port);
  for (const socket of [...held, beyond]) socket.destroy();
});

describe('a call of another site', () => {
  it.each([
    ['by another name', { host: 'attacker.example' }],
    ['by its page', { host: 'localhost', origin: 'https://attacker.example' }],
    ['by its fetch', { host: 'localhost', 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused at every route', async (_, headers) => {
    await serve();
    for (const url of ['/echo', '/early', '/nowhere']) {
      const answer = await server.inject({ method: 'POST', url, headers, payload: {} });
      expect([answer.statusCode, answer.json()]).toEqual([403, { code: 'OTHER_SITE' }]);
    }
  });
});
