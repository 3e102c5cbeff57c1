import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpSubgraphs } from './http-subgraphs.js';

let server: Server | undefined;
let subgraphs: HttpSubgraphs;
const reported: unknown[] = [];

async function serve(answer: RequestListener, timeoutMs = 5_000): Promise<void> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  subgraphs = new HttpSubgraphs({ services: { clients: url }, connections: 2, timeoutMs, report: (_, cause) => reported.push(cause) });
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
