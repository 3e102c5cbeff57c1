import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { endWhenSilent } from './socket.js';

let server: WebSocketServer;
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, { url }) => endWhenSilent(socket, Number(url!.slice(1))));
  await once(server, 'listening');
});
afterEach(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});
const connect = (everyMs: number, options: object = {}) =>
  new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/${everyMs}`, options);

describe('a socket that is pinged', () => {
  it('is ended once its other side answers no more', async () => {
    const [code] = (await once(connect(20, { autoPong: false }), 'close')) as [number];
    expect(code).toBe(1006);
  });
  it('stays while its other side answers', async () => {
    // Long enough for a machine that is busy with something else.
    const client = connect(500);
    for (let pings = 0; pings < 3; pings++) await once(client, 'ping');
    expect(client.readyState).toBe(WebSocket.OPEN);
  });
});
