import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { UpstreamConnections } from './upstream-events.js';

const STEP_WITHIN_MS = 100;
const QUERY = 'subscription { myDayChanged { date } }';
let service: WebSocketServer | Server;
let connections: UpstreamConnections;
afterEach(async () => {
  if ('clients' in service) for (const client of service.clients) client.terminate();
  service.close();
  await connections.close();
});

interface Message {
  readonly type: string;
  readonly id?: string;
}
type Reaction = (message: Message, socket: WebSocket) => void;

/** A service that reacts to what it is sent, and the connections of one caller to it. */
async function serve(react: Reaction): Promise<void> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) =>
    socket.on('message', (data) => react(JSON.parse(String(data)) as Message, socket)),
  );
  await once(server, 'listening');
  connect(server);
}
function connect(server: WebSocketServer | Server): void {
  service = server;
  const { port } = server.address() as AddressInfo;
  connections = new UpstreamConnections({ scheduling: new URL(`http://127.0.0.1:${port}`) }, {}, STEP_WITHIN_MS);
}
const subscribe = () => connections.events('scheduling', QUERY, {});

describe('a service that does not let the caller in', () => {
  it.each(['STAFF_UNKNOWN', 'TOKEN_EXPIRED'])('is heard: %s', async (code) => {
    await serve((_, socket) => socket.close(4401, code));
    await expect(subscribe().next()).rejects.toMatchObject({ code });
  });
  it('without a word that is known is one that does not answer', async () => {
    await serve((_, socket) => socket.close(4401, 'because'));
    await expect(subscribe().next()).rejects.toMatchObject({ service: 'scheduling' });
  });
});

describe('a service that does not answer', () => {
  it('is not waited for once it has taken the connection', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    connect(server);
    await expect(subscribe().next()).rejects.toMatchObject({ service: 'scheduling' });
  });
  it('is not waited for once it has opened a socket', async () => {
    await serve((_, socket) => socket.pause());
    await expect(subscribe().next()).rejects.toMatchObject({ service: 'scheduling' });
  });
});

it('a caller may leave while a connection is being opened that fails', async () => {
  let asked = (_: WebSocket): void => {};
  const opening = new Promise<WebSocket>((resolve) => (asked = resolve));
  await serve((_, socket) => asked(socket));
  const next = subscribe().next();
  const socket = await opening;
  const closed = connections.close();
  socket.terminate();
  await expect(closed).resolves.toBeUndefined();
  expect(await next).toEqual({ value: undefined, done: true });
});

it('events that nobody takes end at the service, and the reader is told before any of them', async () => {
  let heard = (_: string): void => {};
  const ended = new Promise<string>((resolve) => (heard = resolve));
  await serve(({ type, id }, socket) => {
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (type === 'complete') heard(id!);
    if (type !== 'subscribe') return;
    for (let at = 0; at <= 1_000; at++)
      socket.send(JSON.stringify({ id, type: 'next', payload: { data: { myDayChanged: { date: at } } } }));
  });
  const events = subscribe();
  await ended;
  await expect(events.next()).rejects.toMatchObject({ code: 'SUBSCRIBER_TOO_SLOW' });
  expect(await events.next()).toEqual({ value: undefined, done: true });
});
