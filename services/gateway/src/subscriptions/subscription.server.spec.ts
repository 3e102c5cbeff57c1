import { once } from 'node:events';
import { GraphQLError } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { surfaceSubgraphs } from '../testing/surface-subgraphs.js';
import { RunningGateway, SECRET } from '../testing/running-gateway.js';

let gateway: RunningGateway;
const clients: Client[] = [];
beforeAll(async () => {
  gateway = await RunningGateway.start({ HENGXIN_LIMIT_SUBSCRIPTIONS: '2' });
}, 60_000);
afterEach(async () => {
  gateway.services.subscriptionFault = undefined;
  gateway.services.connectionRefusal = undefined;
  for (const client of clients.splice(0)) await client.dispose();
});
afterAll(() => gateway.stop());

async function connect(
  validForSeconds = 60,
  on: object = {},
  language: object = { 'accept-language': 'en' },
  more: object = {},
): Promise<Client> {
  const token = await gateway.issuer.issue('S1', { validForSeconds });
  const client = createClient({
    url: gateway.url.replace('http', 'ws') + '/graphql',
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}`, ...language },
    on,
    ...more,
  });
  clients.push(client);
  return client;
}

/** Publishes until somebody listens: a subscription is open at the service a moment after the caller asked for it. */
async function firstOf<T>(events: AsyncIterableIterator<T>, name: string, payload: object): Promise<T> {
  const next = events.next();
  let arrived = false;
  void next.finally(() => (arrived = true)).catch(() => {});
  while (!arrived) {
    if (gateway.services.events.listenerCount(name) > 0) gateway.services.events.emit(name, payload);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return (await next).value as T;
}
const closing = (client: Client): Promise<{ code: number; reason: string }> =>
  new Promise((resolve) => client.on('closed', (event) => resolve(event as { code: number; reason: string })));

describe('a subscription', () => {
  it('delivers events, joined with what other services know', async () => {
    const client = await connect();
    const event = await firstOf(
      client.iterate({
        query: 'subscription ($u: ID!) { contactLogged(unitId: $u) { id client { name } staff { name } } }',
        variables: { u: 'U1' },
      }),
      'contactLogged',
      { id: 'K2' },
    );
    expect(event).toEqual({
      data: { contactLogged: { id: 'K2', client: { name: 'client C2' }, staff: { name: 'staff S2' } } },
    });
  });
  it('leaves out an event of whose client nobody knows, and delivers the next', async () => {
    gateway.services.gone.add('C7');
    const client = await connect();
    const events = client.iterate({ query: 'subscription { contactLogged(unitId: "U1") { id client { name } } }' });
    const next = events.next();
    let arrived = false;
    void next.finally(() => (arrived = true)).catch(() => {});
    while (!arrived) {
      if (gateway.services.events.listenerCount('contactLogged') > 0)
        for (const id of ['K7', 'K2']) gateway.services.events.emit('contactLogged', { id });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await next).value).toEqual({ data: { contactLogged: { id: 'K2', client: { name: 'client C2' } } } });
  });
  it('ends at the service when the caller ends it', async () => {
    const client = await connect();
    const events = client.iterate({ query: 'subscription { myDayChanged { date } }' });
    await firstOf(events, 'myDayChanged', { date: '2026-03-02' });
    await events.return!();
    while (gateway.services.events.listenerCount('myDayChanged') > 0)
      await new Promise((resolve) => setImmediate(resolve));
  });
  it('says so when its service goes away, since events may be lost', async () => {
    const client = await connect();
    const events = client.iterate({ query: 'subscription { myDayChanged { date } }' });
    await firstOf(events, 'myDayChanged', { date: '2026-03-02' });
    await gateway.services.stop('contact-scheduling');
    let last: unknown;
    for await (const event of events) last = event;
    expect(last).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', service: 'contact-scheduling' } }],
    });
    await gateway.services.run(surfaceSubgraphs().find(({ name }) => name === 'contact-scheduling')!);
  });
  it.each<[string, Error, object]>([
    [
      'as it is when it has a code',
      new GraphQLError('No such unit.', { extensions: { code: 'UNIT_UNKNOWN', field: ['unitId'] } }),
      {
        message: 'No such unit.',
        extensions: { code: 'UNIT_UNKNOWN', field: ['unitId'] },
      },
    ],
    [
      'as ours without one',
      new Error('relation "plan" does not exist'),
      {
        message: expect.stringContaining('correlation id'),
        extensions: { code: 'INTERNAL', field: [] },
      },
    ],
    [
      'as ours when a code is all it says',
      new GraphQLError('SCOPE', { extensions: { code: 'SCOPE' } }),
      {
        message: expect.stringContaining('correlation id'),
        extensions: { code: 'INTERNAL', field: [] },
      },
    ],
  ])('passes its service’s refusal on %s', async (_, fault, told) => {
    gateway.services.subscriptionFault = fault;
    const client = await connect();
    const { value } = await client.iterate({ query: 'subscription { contactLogged(unitId: "U1") { id } }' }).next();
    expect(value).toEqual({ errors: [told] });
  });
  it('says why its service does not let the caller in', async () => {
    gateway.services.connectionRefusal = 'STAFF_UNKNOWN';
    const client = await connect();
    const { value } = await client.iterate({ query: 'subscription { myDayChanged { date } }' }).next();
    expect(value).toEqual({
      errors: [{ message: expect.stringContaining('staff file'), extensions: { code: 'STAFF_UNKNOWN', field: [] } }],
    });
  });
  it('tells of an event’s faults by codes alone', async () => {
    const client = await connect();
    const event = await firstOf(
      client.iterate({ query: 'subscription { contactLogged(unitId: "U1") { id notes } }' }),
      'contactLogged',
      {
        id: 'K3',
      },
    );
    expect(event).toEqual({
      data: { contactLogged: { id: 'K3', notes: null } },
      errors: [
        {
          message: expect.stringContaining('correlation id'),
          path: ['contactLogged', 'notes'],
          extensions: { code: 'INTERNAL', field: [] },
        },
      ],
    });
  });
  it('brings the caller’s language and the gateway’s proof to its service', async () => {
    const client = await connect(60, {}, { 'Accept-Language': 'zh' });
    gateway.services.connected.length = 0;
    await firstOf(client.iterate({ query: 'subscription { myDayChanged { date } }' }), 'myDayChanged', {
      date: '2026-03-02',
    });
    expect(gateway.services.connected).toEqual([
      expect.objectContaining({ 'accept-language': 'zh', 'hengxin-internal': SECRET }),
    ]);
  });
  it('is refused with a code when it does not fit the schema', async () => {
    const client = await connect();
    await expect(client.iterate({ query: 'subscription { nothing }' }).next()).rejects.toMatchObject([
      { extensions: { code: 'QUERY_INVALID' } },
    ]);
  });
  it('is refused beyond the limit of a connection', async () => {
    const client = await connect();
    const open = Array.from({ length: 3 }, () =>
      client.iterate({ query: 'subscription { contactLogged(unitId: "U1") { id } }' }),
    );
    await expect(Promise.race(open.map((events) => events.next()))).rejects.toMatchObject([
      { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } },
    ]);
  });
});

describe('what is no message that can be taken', () => {
  const spoken = async (...messages: readonly string[]): Promise<string[]> => {
    const socket = new WebSocket(gateway.url.replace('http', 'ws') + '/graphql', 'graphql-transport-ws', {
      headers: { 'accept-language': 'en' },
    });
    await once(socket, 'open');
    const heard: string[] = [];
    const closed = new Promise<void>((resolve) =>
      socket.on('close', (code, text) => {
        heard.push(`${code} ${String(text)}`);
        resolve();
      }),
    );
    const init = {
      type: 'connection_init',
      payload: { authorization: `Bearer ${await gateway.issuer.issue('S7')}`, 'accept-language': 'en' },
    };
    socket.on('message', (data) => {
      const { type } = JSON.parse(String(data)) as { type: string };
      if (type !== 'connection_ack') return void heard.push(String(data));
      for (const message of messages) socket.send(message);
    });
    socket.send(JSON.stringify(init));
    await closed;
    return heard;
  };
  const subscribe = (id: string, query = 'subscription { myDayChanged { date } }') =>
    JSON.stringify({ id, type: 'subscribe', payload: { query } });
  it.each<[string, string[], RegExp]>([
    ['no JSON', ['{'], /^4400 MESSAGE_MALFORMED: The message is none/],
    ['of no known type', ['{"type":"secret"}'], /^4400 MESSAGE_MALFORMED: /],
    ['without an operation', ['{"id":"1","type":"subscribe"}'], /^4400 MESSAGE_MALFORMED: /],
    ['a second greeting', ['{"type":"connection_init"}'], /^4429 CONNECTION_INIT_TWICE: /],
    [
      'of an id of 101 bytes',
      [subscribe('i'.repeat(101))],
      /^4400 SUBSCRIPTION_ID_TOO_LONG: The id of a message may have 100 bytes/,
    ],
    ['of an id of 34 characters in 102 bytes', [subscribe('号'.repeat(34))], /^4400 SUBSCRIPTION_ID_TOO_LONG: /],
    [
      'of an id that is taken',
      [subscribe('一'.repeat(33)), subscribe('一'.repeat(33))],
      /^4409 SUBSCRIPTION_ID_TAKEN: Two /,
    ],
  ])('%s closes the socket with a code and fixed words', async (_, messages, reason) =>
    expect((await spoken(...messages)).at(-1)).toMatch(reason),
  );
  it('a subscription before the greeting closes the socket, with a code and fixed words', async () => {
    const socket = new WebSocket(gateway.url.replace('http', 'ws') + '/graphql', 'graphql-transport-ws');
    await once(socket, 'open');
    const closed = once(socket, 'close');
    socket.send(subscribe('1'));
    const [code, reason] = (await closed) as [number, Buffer];
    expect([code, String(reason)]).toEqual([4401, expect.stringMatching(/^CONNECTION_NOT_ACKNOWLEDGED: /)]);
  });
  it('an id of 100 bytes is taken', async () => {
    const client = await connect(60, {}, {}, { generateID: () => 'i'.repeat(100) });
    expect((await client.iterate({ query: '{ me { id } }' }).next()).value).toEqual({ data: { me: { id: 'S1' } } });
  });
  it.each([
    'subscription ($yes: Boolean = false) { myDayChanged @include(if: $yes) { date } }',
    'subscription { myDayChanged @skip(if: true) { date } }',
    'subscription { ... @skip(if: true) { myDayChanged { date } } }',
    'subscription { ...F @include(if: false) } fragment F on Subscription { myDayChanged { date } }',
    'subscription { ...F } fragment F on Subscription { myDayChanged @skip(if: true) { date } }',
  ])('a subscription that may have no root field is refused with a code: %s', async (query) => {
    const client = await connect();
    await expect(client.iterate({ query }).next()).rejects.toMatchObject([
      { message: expect.stringContaining('@skip'), extensions: { code: 'SUBSCRIPTION_ROOT_CONDITIONAL' } },
    ]);
  });
});

describe('a socket', () => {
  it('answers queries too', async () => {
    const client = await connect();
    expect(
      (await client.iterate({ query: '{ me { name } myDay { items { client { name } } } }' }).next()).value,
    ).toMatchObject({
      data: { me: { name: 'staff S1' } },
    });
  });
  it('is closed for a token that is not valid', async () => {
    const client = await connect(-5);
    const closed = closing(client);
    await expect(client.iterate({ query: '{ me { id } }' }).next()).rejects.toMatchObject({ code: 4401 });
    expect((await closed).reason).toMatch(/^TOKEN_EXPIRED: /);
  });
  it('is closed when its token expires', async () => {
    const client = await connect(1);
    const closed = closing(client);
    void client
      .iterate({ query: 'subscription { contactLogged(unitId: "U1") { id } }' })
      .next()
      .catch(() => {});
    expect(await closed).toMatchObject({ code: 4205, reason: expect.stringMatching(/^TOKEN_EXPIRED: /) });
  });
  it('is refused to who holds too many, until one of them closes', async () => {
    const sockets: WebSocket[] = [];
    const open = async (subject: string): Promise<string> => {
      const socket = new WebSocket(gateway.url.replace('http', 'ws') + '/graphql', 'graphql-transport-ws');
      sockets.push(socket);
      await once(socket, 'open');
      const payload = { authorization: `Bearer ${await gateway.issuer.issue(subject)}`, 'accept-language': 'en' };
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
      return new Promise((resolve) => {
        socket.on('message', (data) => resolve(String(data)));
        socket.on('close', (code, text) => resolve(`${code} ${String(text)}`));
      });
    };
    const letIn = '{"type":"connection_ack"}';
    const all = await Promise.all(Array.from({ length: 50 }, () => open('S8')));
    expect(new Set(all)).toEqual(new Set([letIn]));
    expect(await open('S8')).toMatch(/^4429 TOO_MANY_CONNECTIONS: You hold 50 /);
    expect(await open('S9')).toBe(letIn);
    sockets[0]!.close();
    while ((await open('S8')) !== letIn);
    for (const socket of sockets) socket.terminate();
  });
});
