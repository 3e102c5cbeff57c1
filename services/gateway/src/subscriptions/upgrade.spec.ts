import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { RunningGateway } from '../testing/running-gateway.js';

let gateway: RunningGateway;
let authorization: string;
beforeAll(async () => {
  gateway = await RunningGateway.start();
  authorization = `authorization: Bearer ${await gateway.issuer.issue('S1')}`;
}, 60_000);
afterAll(() => gateway.stop());

const QUERY = '{"query":"{ me { id } }"}';
const POST = ['POST /graphql HTTP/1.1', 'content-type: application/json', `content-length: ${QUERY.length}`];
const H2C = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'];
const WEBSOCKET = [
  'Connection: Upgrade',
  'Upgrade: WebSocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

function open([requestLine, ...headers]: readonly string[], body = ''): Socket {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.write([requestLine, `host: ${hostname}:${port}`, ...headers, '', body].join('\r\n'));
  return socket;
}
/** The status and the first error's code of what is answered to a request that is the last of its connection. */
async function ask(lines: readonly string[], body?: string): Promise<[string | undefined, string | undefined]> {
  const answer = await text(open([...lines, 'Connection: close'], body));
  const [head = '', content = ''] = answer.split('\r\n\r\n');
  return [/^HTTP\/1.1 (\d+)/.exec(head)?.[1], /"code":"(\w+)"/.exec(content)?.[1]];
}

it.each(['/x', '/graphql'])(
  'a caller who breaks off while asking for another protocol at %s is borne',
  async (path) => {
    const opened = once(gateway.app.getHttpServer() as Server, 'connection');
    const caller = open([`GET ${path} HTTP/1.1`, ...WEBSOCKET]);
    await once(caller, 'data');
    const [socket] = (await opened) as [Socket];
    // Not by `once`: that would listen for the error itself.
    const closed = new Promise((resolve) => socket.on('close', resolve));
    caller.resetAndDestroy();
    await closed;
    expect((await gateway.ask('{ me { id } }')).status).toBe(200);
  },
);

describe('a request that offers another protocol', () => {
  it('is answered in the one that it speaks', async () => {
    expect(await ask([...POST, authorization, ...H2C], QUERY)).toEqual(['200', undefined]);
    expect(await ask(['GET /health/live HTTP/1.1', ...H2C])).toEqual(['200', undefined]);
    expect(await ask(['GET /graphql HTTP/1.1', ...H2C])).toEqual(['405', 'METHOD_NOT_ALLOWED']);
  });
  it.each([
    ['h2c', H2C],
    ['a socket', WEBSOCKET],
  ])('needs a token as any other, whether it offers %s', async (_, offer) => {
    expect(await ask([...POST, ...offer], QUERY)).toEqual(['401', 'TOKEN_MISSING']);
  });
  it('is told where there is nothing', async () => {
    expect(await ask(['GET /x HTTP/1.1', ...WEBSOCKET])).toEqual(['404', 'NOT_FOUND']);
  });
  it('gets a socket at /graphql alone', async () => {
    const caller = open(['GET /graphql?from=here HTTP/1.1', ...WEBSOCKET]);
    expect(String((await once(caller, 'data'))[0])).toMatch(/^HTTP\/1.1 101 /);
    caller.destroy();
  });
});
