import { EventEmitter, once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpSubgraphs } from './http-subgraphs.js';

let server: Server | undefined;
let subgraphs: HttpSubgraphs;
const reported: unknown[] = [];

async function serve(answer: RequestListener, timeoutMs = 5_000, connections = 2, callerOf?: (header: string) => string): Promise<void> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  subgraphs = new HttpSubgraphs({
    services: { clients: url },
    connections,
    timeoutMs,
    secret: 'the-secret',
    ...(callerOf && { callerOf }),
    report: (_, cause) => reported.push(cause),
  });
}
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await subgraphs.close();
  reported.length = 0;
});
const send = () => subgraphs.send('clients', '{"query":"{a}"}', ['content-type', 'application/json']);
const json = { 'content-type': 'application/json' };

describe('a request to a service', () => {
  it('brings its status and its bytes back, in however many pieces', async () => {
    await serve((_request, response) => {
      response.writeHead(401, json);
      response.write('{"errors"');
      setImmediate(() => response.end(':[]}'));
    });
    const { status, body } = await send();
    expect([status, Buffer.from(body).toString()]).toEqual([401, '{"errors":[]}']);
  });
  it('carries what proves the gateway', async () => {
    let proof: unknown;
    await serve(({ headers }, response) => {
      proof = headers['hengxin-internal'];
      response.writeHead(200, json).end('{}');
    });
    await send();
    expect(proof).toBe('the-secret');
  });
  it('is sent once more over a new connection when the old one broke before an answer', async () => {
    let requests = 0;
    await serve((request, response) => {
      requests += 1;
      if (requests === 2) return void request.socket.destroy();
      response.writeHead(200, json).end('{}');
    });
    await send();
    await send();
    expect(requests).toBe(3);
    expect(reported).toEqual([]);
  });
  it('is not sent a third time', async () => {
    let requests = 0;
    await serve((request) => {
      requests += 1;
      request.socket.destroy();
    });
    await expect(send()).rejects.toMatchObject({ service: 'clients' });
    expect(requests).toBe(2);
    expect(reported).toHaveLength(1);
  });
  it.each([
    [
      'answers with something else than JSON',
      ((_request, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<p>')) as RequestListener,
      5_000,
    ],
    ['takes too long', (() => {}) as RequestListener, 20],
  ])('fails by the name of the service when it %s', async (_, answer, timeoutMs) => {
    await serve(answer, timeoutMs);
    await expect(send()).rejects.toMatchObject({ service: 'clients' });
  });
});

describe('a caller with many requests at once', () => {
  const sendAs = (caller: string) =>
    subgraphs.send('clients', '{"query":"{a}"}', ['content-type', 'application/json', 'authorization', caller]);
  it('leaves half of the connections to the others, and has its own answered in turn', async () => {
    const held: { caller: string | undefined; answer: () => void }[] = [];
    const arrivals = new EventEmitter();
    await serve(
      ({ headers: { authorization: caller } }, response) => {
        held.push({ caller, answer: () => response.writeHead(200, json).end('{}') });
        arrivals.emit(caller!);
      },
      5_000,
      4,
    );
    const other = once(arrivals, 'other');
    const mine = Array.from({ length: 5 }, () => sendAs('mine'));
    const others = sendAs('other');
    await other;
    expect(held.filter(({ caller }) => caller === 'mine')).toHaveLength(2);
    arrivals.on('mine', () => held.at(-1)!.answer());
    for (const { answer } of held) answer();
    expect((await Promise.all([...mine, others])).map(({ status }) => status)).toEqual(Array(6).fill(200));
  });
  it('is one caller however its tokens are spelled', async () => {
    let underWay = 0;
    let most = 0;
    await serve(
      (_request, response) => {
        most = Math.max(most, ++underWay);
        setImmediate(() => {
          underWay -= 1;
          response.writeHead(200, json).end('{}');
        });
      },
      5_000,
      4,
      (header) => header.split('of ')[1]!,
    );
    const spellings = ['Bearer a of mine', 'bearer a of mine', 'BEARER a of mine', 'Bearer b of mine'];
    await Promise.all([...spellings, ...spellings].map(sendAs));
    expect(most).toBe(2);
  });
  it('is told that the service does not answer when a thousand of them wait', async () => {
    await serve(() => {});
    const outcomes = Array.from({ length: 1_002 }, () => sendAs('mine').then(String, (error: Error) => error.message));
    expect(await Promise.race(outcomes)).toMatch(/too many requests/);
    expect(reported).toEqual([]);
  });
});
