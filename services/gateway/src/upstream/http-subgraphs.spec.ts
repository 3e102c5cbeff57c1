import { jest } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Deadline, within } from './deadline.js';
import { HttpSubgraphs } from './http-subgraphs.js';
import { NotInTime } from './subgraph-port.js';

let server: Server | undefined;
let subgraphs: HttpSubgraphs;
const reported: unknown[] = [];

async function serve(answer: RequestListener, connections = 2, callerOf?: (header: string) => string): Promise<void> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  subgraphs = new HttpSubgraphs({
    services: { clients: url },
    connections,
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
const LONG_MS = 60_000;
const sendAs = (caller: string | undefined, deadline: Deadline) =>
  subgraphs.send(
    'clients',
    '{"query":"{a}"}',
    ['content-type', 'application/json', ...(caller ? ['authorization', caller] : [])],
    deadline,
  );
const send = (timeoutMs = LONG_MS, caller?: string) => within(timeoutMs, (deadline) => sendAs(caller, deadline));
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
  it('fails by the name of the service when it answers with something else than JSON', async () => {
    await serve((_request, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<p>'));
    await expect(send()).rejects.toMatchObject({ service: 'clients' });
  });
});

describe('the deadline of an operation', () => {
  const BRIEF_MS = 20;
  const unanswered = { service: 'clients', message: expect.stringMatching(/no answer within the 20 ms/) };
  it('ends a request that is not answered, and its connection', async () => {
    const left = new EventEmitter();
    await serve((request) => void request.socket.once('close', () => left.emit('left')));
    const gone = once(left, 'left');
    await expect(send(BRIEF_MS)).rejects.toMatchObject(unanswered);
    await gone;
  });
  it('ends an answer that never ends', async () => {
    await serve((_request, response) => {
      response.writeHead(200, json);
      const drip = setInterval(() => response.write(' '), 1);
      response.once('close', () => clearInterval(drip));
    });
    await expect(send(BRIEF_MS)).rejects.toMatchObject(unanswered);
  });
  it('ends a request that waits for a connection', async () => {
    const arrivals = new EventEmitter();
    await serve(
      () => void arrivals.emit('arrived'),
      1,
      (header) => header,
    );
    const arrived = once(arrivals, 'arrived');
    const first = new Deadline(LONG_MS);
    const held = sendAs('one', first).catch(() => undefined);
    await arrived;
    await expect(send(BRIEF_MS, 'other')).rejects.toMatchObject(unanswered);
    server!.closeAllConnections();
    server!.close();
    await held;
    first.end();
  });
  it('ends a request that waits for its turn, and gives the turn to the next', async () => {
    const answers: (() => void)[] = [];
    const arrivals = new EventEmitter();
    await serve((_request, response) => {
      answers.push(() => response.writeHead(200, json).end('{}'));
      arrivals.emit('arrived');
    });
    const arrived = once(arrivals, 'arrived');
    const first = send(LONG_MS, 'me');
    await arrived;
    const late = send(BRIEF_MS, 'me');
    const last = send(LONG_MS, 'me');
    await expect(late).rejects.toBeInstanceOf(NotInTime);
    arrivals.once('arrived', () => answers[1]!());
    answers[0]!();
    expect((await Promise.all([first, last])).map(({ status }) => status)).toEqual([200, 200]);
    expect(answers).toHaveLength(2);
  });
  it('that is over lets nothing be asked any more', async () => {
    let requests = 0;
    await serve((_request, response) => void (requests++, response.writeHead(200, json).end('{}')));
    const deadline = new Deadline(1);
    await new Promise<void>((over) => deadline.tell(over));
    await expect(sendAs(undefined, deadline)).rejects.toBeInstanceOf(NotInTime);
    expect(requests).toBe(0);
  });
  it('is not told of what was answered in time', async () => {
    await serve((_request, response) => response.writeHead(200, json).end('{}'));
    const deadline = new Deadline(LONG_MS);
    const listeners = new Set<unknown>();
    jest.spyOn(deadline, 'tell').mockImplementation((listener) => void listeners.add(listener));
    jest.spyOn(deadline, 'forget').mockImplementation((listener) => void listeners.delete(listener));
    await sendAs(undefined, deadline);
    deadline.end();
    expect(listeners.size).toBe(0);
  });
});

describe('a caller with many requests at once', () => {
  const sendAs = (caller: string) => send(LONG_MS, caller);
  it('leaves half of the connections to the others, and has its own answered in turn', async () => {
    const held: { caller: string | undefined; answer: () => void }[] = [];
    const arrivals = new EventEmitter();
    await serve(({ headers: { authorization: caller } }, response) => {
      held.push({ caller, answer: () => response.writeHead(200, json).end('{}') });
      arrivals.emit(caller!);
    }, 4);
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
