import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { INTERNAL_HEADER } from '@hengxin/identity';
import { WebSocket } from 'ws';
import { startTestService, TEST_SECRET, type TestService } from '../testing/index.js';
import { Notes, notebook } from '../testing/notebook.js';

let service: TestService;
let port: number;
let token: string;
beforeAll(async () => {
  service = await startTestService(notebook, { env: { HENGXIN_LOG_LEVEL: 'silent' } });
  await service.place(
    [{ unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE', name: '总行', validFrom: null }],
    [{ staffId: 'S1', role: 'RM', unitId: 'U1', validFrom: null }],
  );
  await service.app.listen(0, '127.0.0.1');
  port = (service.app.getHttpServer().address() as AddressInfo).port;
  token = await service.token('S1');
}, 60_000);
afterAll(() => service?.stop());

const gateway = { [INTERNAL_HEADER]: TEST_SECRET };
const en = { 'accept-language': 'en' };

describe('operations', () => {
  const JSON_TYPE = { 'content-type': 'application/json' };
  const send = async (init: RequestInit, path = '/graphql'): Promise<[number, string | undefined]> => {
    const headers = { authorization: `Bearer ${token}`, ...en, ...init.headers };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers });
    const { errors } = (await answer.json()) as {
      errors?: { message: string; extensions: { code: string; field: string[] } }[];
    };
    for (const { message, extensions } of errors ?? [])
      expect([message, extensions.field]).toEqual([expect.stringMatching(/ /), []]);
    return [answer.status, errors?.[0]?.extensions.code];
  };
  const QUERY = '{"query":"{ whoAmI { id } }"}';

  it.each<[string, RequestInit, string | undefined, [number, string | undefined]]>([
    ['by POST and JSON', { method: 'POST', body: QUERY, headers: JSON_TYPE }, undefined, [200, undefined]],
    ['not by GET', {}, '/graphql?query={whoAmI{id}}', [405, 'METHOD_NOT_ALLOWED']],
    ['not by PUT', { method: 'PUT', body: QUERY, headers: JSON_TYPE }, undefined, [405, 'METHOD_NOT_ALLOWED']],
    [
      'not as a form',
      { method: 'POST', body: new URLSearchParams({ query: '{ whoAmI { id } }' }) },
      undefined,
      [415, 'CONTENT_TYPE'],
    ],
    ['not as plain text', { method: 'POST', body: QUERY }, undefined, [415, 'CONTENT_TYPE']],
    [
      'not as a text of GraphQL',
      { method: 'POST', body: '{ whoAmI { id } }', headers: { 'content-type': 'application/graphql' } },
      undefined,
      [415, 'CONTENT_TYPE'],
    ],
    ['not by halves', { method: 'POST', body: '{"query":', headers: JSON_TYPE }, undefined, [400, 'BODY_NOT_JSON']],
    [
      'not with another prototype',
      { method: 'POST', body: '{"query":"{ whoAmI { id } }","variables":{"__proto__":{}}}', headers: JSON_TYPE },
      undefined,
      [400, 'BODY_KEY_RESERVED'],
    ],
    ['not beside their route', {}, '/graphql/x', [404, 'NOT_FOUND']],
  ])('are taken %s', async (_, init, path, expected) => expect(await send(init, path)).toEqual(expected));
});

describe('what is no request', () => {
  it.each([
    ['of a path that cannot be read', 'GET /%ff HTTP/1.1', '400'],
    ['of no HTTP', 'BOGUS / HTTP/1.1', '400'],
    ['of headers without end', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}`, '431'],
  ])('%s is refused by a code and in words of ours', async (_, head, status) => {
    const socket = connect(port, '127.0.0.1');
    socket.end(`${head}\r\nHost: service\r\nConnection: close\r\n\r\n`);
    const [line = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    const told = JSON.parse(body) as {
      errors?: { message: string; extensions: { code: string } }[];
      code?: string;
      message?: string;
    };
    // Nobody knows what was asked for where nothing could be read: that has no shape of GraphQL.
    const { message, code } = told.errors ? { ...told.errors[0], ...told.errors[0]?.extensions } : told;
    expect([/^HTTP\/1.1 (\d+)/.exec(line)?.[1], code, message]).toEqual([
      status,
      'REQUEST_MALFORMED',
      expect.stringMatching(/[\u4e00-\u9fff]/),
    ]);
    expect(body).not.toMatch(/FST_|HPE_|statusCode/);
  });
});

describe('a field that is empty and must not be', () => {
  it('is a fault of ours, whatever the executor says of it', async () => {
    for (let compiled = 0; compiled < 3; compiled++) {
      const { errors } = await service.graphql('{ empty { id } }', { as: 'S1', headers: en });
      expect(errors).toMatchObject([
        { message: expect.stringMatching(/^Something failed/), extensions: { code: 'INTERNAL' } },
      ]);
    }
  });
});

describe('an operation of somebody else than the gateway is measured', () => {
  const times = (count: number, make: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => make(at)).join(' ');
  it.each<[string, string, Record<string, unknown>, string, field?: string[]]>([
    [
      'fragments in a circle',
      '{ whoAmI { ...A } } fragment A on Who { id ...B } fragment B on Who { role ...A }',
      {},
      'QUERY_INVALID',
    ],
    ['brackets without end', `${'{ a '.repeat(300)}${'}'.repeat(300)}`, {}, 'OPERATION_TOO_DEEP'],
    ['fields without end', `{ whoAmI { ${times(501, (at) => `a${at}: id`)} } }`, {}, 'OPERATION_TOO_WIDE'],
    ['root fields without end', `{ ${times(21, (at) => `a${at}: forgotten`)} }`, {}, 'OPERATION_TOO_WIDE'],
    ['one field thousands of times', `{ whoAmI { ${times(4_000, () => 'id')} } }`, {}, 'OPERATION_TOO_WIDE'],
    ['text without end', `{ whoAmI { id } } #${'x'.repeat(33_000)}`, {}, 'QUERY_TOO_LARGE'],
    [
      'pages without end',
      `{ ${times(20, (at) => `a${at}: heard(first: 1000) { edges { cursor } }`)} }`,
      {},
      'OPERATION_TOO_COSTLY',
    ],
    [
      'U+0000',
      'query ($a: String) { heard(after: $a) { edges { cursor } } }',
      { a: 'a\0b' },
      'VARIABLE_INVALID',
      ['a'],
    ],
    [
      'half a surrogate pair',
      'query ($a: String) { heard(after: $a) { edges { cursor } } }',
      { a: '\ud800' },
      'VARIABLE_INVALID',
      ['a'],
    ],
    ['U+0000 in its text', '{ heard(after: "\\u0000") { edges { cursor } } }', {}, 'QUERY_INVALID', ['after']],
    ['a subscription without a socket', 'subscription { noted { id } }', {}, 'SUBSCRIPTION_OVER_HTTP'],
    ['no operation of that name', 'query A { whoAmI { id } } query B { whoAmI { id } }', {}, 'OPERATION_UNKNOWN'],
  ])('and refused for %s', async (_, query, variables, code, field = []) => {
    const { status, errors } = await service.graphql(query, { as: 'S1', variables, headers: en });
    expect([status, errors]).toMatchObject([
      400,
      [{ message: expect.stringMatching(/ /), extensions: { code, field } }],
    ]);
  });

  it('and refused for lists within lists, however deep', async () => {
    const body = `{"query":"query ($a: String) { heard(after: $a) { edges { cursor } } }","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await service.app.inject({ method: 'POST', url: '/graphql', headers, payload: body });
    expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([400, 'VARIABLE_INVALID']);
  });

  it('and of several the one that is named runs, also when it has been compiled', async () => {
    const query = 'query A { whoAmI { id } } query B { whoAmI { role } }';
    const run = async (operationName: string) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await service.app.inject({
        method: 'POST',
        url: '/graphql',
        headers,
        payload: { query, operationName },
      });
      return answer.json().data.whoAmI as unknown;
    };
    for (let round = 0; round < 4; round++)
      expect([await run('A'), await run('B')]).toEqual([{ id: 'S1' }, { role: 'RM' }]);
  });
});

describe('what only the gateway may ask', () => {
  const notes = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Note { id } } }';
  const refs = (count: number, id: unknown = undefined) =>
    Array.from({ length: count }, (_, at) => ({ __typename: 'Note', id: id ?? `N${at}` }));
  const codeOf = async (query: string, variables: Record<string, unknown>, headers: Record<string, string>) =>
    (await service.graphql(query, { as: 'S1', variables, headers })).errors?.map(({ extensions }) => [
      extensions.code,
      extensions.field,
    ]);

  it.each([
    ['no proof', { [INTERNAL_HEADER]: '' }],
    ['a wrong one', { [INTERNAL_HEADER]: `${TEST_SECRET.slice(1)}x` }],
  ])('is answered to nobody with %s', async (_, headers) => {
    expect(await codeOf(notes, { r: refs(1) }, headers)).toEqual([['INTERNAL_ONLY', []]]);
    expect(await codeOf('{ _service { sdl } }', {}, headers)).toEqual([['INTERNAL_ONLY', []]]);
  });
  it('is answered to the gateway', async () => {
    expect(await codeOf(notes, { r: refs(1_000) }, gateway)).toBeUndefined();
    expect((await service.graphql('{ _service { sdl } }', { as: 'S1', headers: gateway })).data._service.sdl).toContain(
      'type Note',
    );
  });
  it('is bounded', async () => {
    expect(await codeOf(notes, { r: refs(1_001) }, gateway)).toEqual([
      ['REPRESENTATIONS_TOO_MANY', ['representations']],
    ]);
    const twice =
      'query ($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $r) { __typename } }';
    expect(await codeOf(twice, { r: refs(501) }, gateway)).toEqual([['REPRESENTATIONS_TOO_MANY', ['representations']]]);
  });
  it.each([['i'.repeat(201)], [''], ['a\0'], ['\ud800']])('and has keys: not %p', async (id) =>
    expect(await codeOf(notes, { r: refs(1, id) }, gateway)).toEqual([
      ['REPRESENTATION_MALFORMED', ['representations']],
    ]),
  );
  it.each([
    [[1]],
    [['x']],
    [[{ id: 'N1' }]],
    [[{ __typename: 7, id: 'N1' }]],
    ...[{}, [], true, 5].map((id) => [refs(1, id)] as [unknown[]]),
  ])('and both are texts: not %j', async (r) =>
    expect(await codeOf(notes, { r }, gateway)).toEqual([['MALFORMED_QUERY', []]]),
  );
});

describe('a request that offers another protocol', () => {
  const WEBSOCKET = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  const open = (...lines: readonly string[]): Socket => {
    const socket = connect(port, '127.0.0.1');
    socket.write([...lines, `Host: 127.0.0.1:${port}`, '', ''].join('\r\n'));
    return socket;
  };
  const statusOf = async (...lines: readonly string[]) =>
    /^HTTP\/1.1 (\d+)/.exec(await text(open(...lines, 'Connection: close')))?.[1];

  it('is answered in the one that it speaks, and its socket ends', async () => {
    expect(await statusOf('GET /health/live HTTP/1.1', ...WEBSOCKET)).toBe('200');
    expect(await statusOf('GET /x HTTP/1.1', ...WEBSOCKET)).toBe('404');
    expect(await statusOf('POST /graphql HTTP/1.1', 'content-length: 0', ...WEBSOCKET)).toBe('401');
    expect(await statusOf('GET /graphql HTTP/1.1', 'Connection: Upgrade', 'Upgrade: h2c')).toBe('405');
  });
  it('leaves no descriptor behind', async () => {
    const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    await statusOf('GET /x HTTP/1.1', ...WEBSOCKET);
    const before = sockets();
    for (let at = 0; at < 20; at++) await statusOf('GET /x HTTP/1.1', ...WEBSOCKET);
    while (sockets() > before) await turn();
  });
  it('becomes a socket at /graphql', async () => {
    const socket = open('GET /graphql HTTP/1.1', ...WEBSOCKET);
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 101 /);
    socket.destroy();
  });
});

describe('a socket', () => {
  interface Message {
    readonly id?: string;
    readonly type: string;
    readonly payload?: unknown;
  }
  /** What a socket is told until it is closed, which `say` must bring about, or until `enough`. */
  const converse = async (
    say: readonly (string | object)[],
    more: object = {},
    enough: (message: Message) => boolean = () => false,
  ) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', { headers: en });
    await once(socket, 'open');
    const told: (Message | string)[] = [];
    const closed = new Promise<void>((resolve) =>
      socket.on('close', (code, reason) => {
        told.push(`${code} ${String(reason)}`);
        resolve();
      }),
    );
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.type === 'connection_ack')
        for (const each of say) socket.send(typeof each === 'string' ? each : JSON.stringify(each));
      else told.push(message);
      if (enough(message)) socket.terminate();
    });
    socket.send(
      JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}`, ...en, ...more } }),
    );
    await closed;
    return told;
  };
  const subscribe = (query: string, id = '1') => ({ id, type: 'subscribe', payload: { query } });
  const refusedWith = async (query: string, more?: object) => {
    const [told] = await converse([subscribe(query)], more, ({ type }) => type === 'error');
    return (told as { payload: { extensions: { code: string } }[] }).payload.map(({ extensions }) => extensions.code);
  };

  it.each<[string, string]>([
    [
      'subscription { noted { ...A } } fragment A on Note { id ...B } fragment B on Note { staffId ...A }',
      'QUERY_INVALID',
    ],
    ['subscription { noted { nothing } }', 'QUERY_INVALID'],
    ['subscription { noted { id }', 'QUERY_MALFORMED'],
    ['subscription { noted @skip(if: true) { id } }', 'SUBSCRIPTION_ROOT_CONDITIONAL'],
    ['subscription { a: noted { id } b: noted { id } }', 'QUERY_INVALID'],
    ['{ whoAmI { id } }', 'SOCKET_SUBSCRIPTIONS_ONLY'],
    ['mutation { ping(commandId: "1") }', 'SOCKET_SUBSCRIPTIONS_ONLY'],
  ])('validates what it is asked, no matter who asks: %s', async (query, code) => {
    expect(await refusedWith(query)).toEqual([code]);
    expect(await refusedWith(query, gateway)).toEqual([code]);
    expect(service.app.get(Notes).feed.listening).toBe(0);
  });

  it.each<[string, (string | object)[], RegExp]>([
    ['no JSON', ['{'], /^4400 MESSAGE_MALFORMED: The message/],
    ['a message of no known type', [{ type: 'start', id: '1' }], /^4400 MESSAGE_MALFORMED: /],
    ['a subscription without a query', [{ id: '1', type: 'subscribe' }], /^4400 MESSAGE_MALFORMED: /],
    [
      'a key of the prototype',
      ['{"id":"1","type":"subscribe","payload":{"query":"{ a }","__proto__":{}}}', '{'],
      /^4400 MESSAGE_MALFORMED: /,
    ],
    ['a second greeting', [{ type: 'connection_init' }], /^4429 CONNECTION_INIT_TWICE: /],
    [
      'an id of 101 bytes',
      [subscribe('subscription { noted { id } }', 'i'.repeat(101))],
      /^4400 SUBSCRIPTION_ID_TOO_LONG: /,
    ],
    [
      'an id that is taken',
      [
        subscribe('subscription { noted { id } }', '一'.repeat(33)),
        subscribe('subscription { noted { id } }', '一'.repeat(33)),
      ],
      /^4409 SUBSCRIPTION_ID_TAKEN: /,
    ],
  ])('is closed for %s, with a code and fixed words, and listens no more', async (_, say, reason) => {
    expect((await converse(say)).at(-1)).toMatch(reason);
    while (service.app.get(Notes).feed.listening > 0) await turn();
  });

  it('holds twenty subscriptions, and no end of the gateway’s', async () => {
    const many = Array.from({ length: 21 }, (_, at) => subscribe('subscription { noted { id } }', String(at)));
    const [told] = await converse(many, {}, ({ type }) => type === 'error');
    expect(told).toMatchObject({
      id: '20',
      type: 'error',
      payload: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }],
    });
    expect(await converse([...many, '{'], gateway)).toEqual([expect.stringMatching(/^4400 MESSAGE_MALFORMED: /)]);
  });

  it('is refused to who holds fifty', async () => {
    const sockets: WebSocket[] = [];
    const greet = async (more: object = {}): Promise<string> => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
      sockets.push(socket);
      await once(socket, 'open');
      socket.send(
        JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}`, ...en, ...more } }),
      );
      return new Promise((resolve) => {
        socket.on('message', (data) => resolve(String(data)));
        socket.on('close', (code, reason) => resolve(`${code} ${String(reason)}`));
      });
    };
    for (let at = 0; at < 50; at++) expect(await greet()).toBe('{"type":"connection_ack"}');
    expect(await greet()).toMatch(/^4429 TOO_MANY_CONNECTIONS: /);
    expect(await greet(gateway)).toBe('{"type":"connection_ack"}');
    for (const socket of sockets) socket.terminate();
  });

  it('that says nothing is closed', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    expect([code, String(reason)]).toEqual([4408, expect.stringMatching(/^CONNECTION_INIT_MISSING: /)]);
  });
  it('of no subprotocol is closed', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`);
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    expect([code, String(reason)]).toEqual([4406, expect.stringMatching(/^SUBPROTOCOL_UNKNOWN: /)]);
  });
});

it('operations have a port of their own where one is named, and the callers’ port answers them to nobody', async () => {
  /** The notebook calls itself contact-scheduling, whose ports are the third after the gateway’s. */
  const OFFSET = 3;
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const own = (probe.address() as AddressInfo).port;
  await new Promise((resolve) => probe.close(resolve));
  const apart = await startTestService(notebook, {
    env: { HENGXIN_LOG_LEVEL: 'silent', HENGXIN_OPERATIONS_PORT: String(own - OFFSET) },
  });
  await apart.caughtUp();
  const pages = ['/health/live', '/health/ready', '/metrics'];
  for (const url of pages) {
    for (const headers of [en, gateway]) {
      const answer = await apart.app.inject({ url, headers });
      expect([url, answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([url, 404, 'NOT_FOUND']);
    }
    expect((await fetch(`http://127.0.0.1:${own}${url}`)).status).toBe(200);
  }
  await apart.stop();
  await expect(fetch(`http://127.0.0.1:${own}/health/live`)).rejects.toThrow();
}, 60_000);
