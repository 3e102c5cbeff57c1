import { rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { getIntrospectionQuery } from 'graphql';
import { SERVICES } from '../configuration.js';
import { RunningGateway, SECRET, type Answered } from '../testing/running-gateway.js';
import { surfaceSubgraphs } from '../testing/surface-subgraphs.js';

let gateway: RunningGateway;
const loadingFile = join(tmpdir(), `hengxin-loading-${process.pid}`);
beforeAll(async () => {
  gateway = await RunningGateway.start({ HENGXIN_LIMIT_COST: '500', HENGXIN_LOADING_FILE: loadingFile });
}, 60_000);
afterAll(() => gateway.stop());
beforeEach(() => void (gateway.services.seen.length = 0));
const bearer = async (subject = 'S1', validForSeconds = 60) => ({
  authorization: `Bearer ${await gateway.issuer.issue(subject, { validForSeconds })}`,
  'accept-language': 'en',
});
const JSON_TYPE = { 'content-type': 'application/json' };
const asksDay = (date: string) => `{"query":"query($d: Date){ myDay(date:$d) { date } }","variables":{"d":${date}}}`;
const asksPage = (first: string) =>
  `{"query":"query($n: Int){ clients(first:$n) { edges { cursor } } }","variables":{"n":${first}}}`;
const LONG_FIELD = `{ me { ${'x'.repeat(30_000)} } }`;
const codeOf = ({ body }: { body: Answered }) => body.errors?.[0]?.extensions?.code;

describe('an operation of one service', () => {
  it('is sent on and answered byte for byte', async () => {
    const body = '{"query":"{ me { name  } }","extra":1}';
    const answer = await gateway.post(body, await bearer());
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ data: { me: { name: 'staff S1' } } });
    expect(JSON.parse(gateway.services.seen[0]!.body)).toEqual(JSON.parse(body));
  });
  it('carries language, correlation and the position to hold', async () => {
    const asked = {
      ...(await bearer()),
      'x-correlation-id': 'call-1',
      'hengxin-at-least': 'p1',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    };
    const answer = await gateway.ask('{ me { id } }', {}, asked);
    expect(gateway.services.seen[0]!.headers).toMatchObject(asked);
    expect(answer.headers.get('x-correlation-id')).toBe('call-1');
  });
  it('gets a correlation id if it brings none', async () => {
    const answer = await gateway.ask('{ me { id } }');
    expect(answer.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(gateway.services.seen[0]!.headers['x-correlation-id']).toBe(answer.headers.get('x-correlation-id'));
  });
});

it('an operation of several services is joined', async () => {
  const { body } = await gateway.ask('{ myDay { items { client { name tier } } } }');
  expect(body.data).toMatchObject({
    myDay: { items: expect.arrayContaining([{ client: { name: 'client C0', tier: 'GOLD' } }]) },
  });
});

describe('who may call', () => {
  it.each([
    ['nobody', async () => ({}), 'TOKEN_MISSING'],
    ['a forged token', async () => ({ authorization: `${(await bearer()).authorization}x` }), 'TOKEN_INVALID'],
    ['an expired token', async () => bearer('S1', -5), 'TOKEN_EXPIRED'],
    ['another scheme', async () => ({ authorization: 'Basic abc' }), 'TOKEN_MISSING'],
    ['a subject that no id can be', async () => bearer('S1\u0000'), 'TOKEN_INVALID'],
    ['a subject with a space', async () => bearer('S 1'), 'TOKEN_INVALID'],
  ])('not %s', async (_, headers, code) => {
    const answer = await gateway.ask('{ me { id } }', {}, { 'accept-language': 'en', ...(await headers()) } as Record<
      string,
      string
    >);
    expect(answer.status).toBe(401);
    expect(codeOf(answer)).toBe(code);
    expect(gateway.services.seen).toEqual([]);
  });
  it('not a subject that no id can be, a second time either', async () => {
    const headers = await bearer('no id');
    for (const answer of [
      await gateway.ask('{ me { id } }', {}, headers),
      await gateway.ask('{ me { id } }', {}, headers),
    ])
      expect(codeOf(answer)).toBe('TOKEN_INVALID');
  });
  it('a refusal speaks Chinese unless English is asked for', async () => {
    expect((await gateway.ask('{ me { id } }', {}, {})).body.errors?.[0]?.message).toMatch(/令牌/);
  });
  it('anyone may ask for the schema in the standalone profile', async () => {
    const { status, body } = await gateway.ask(getIntrospectionQuery(), {}, {});
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ __schema: { queryType: { name: 'Query' } } });
  });
  it('from this machine alone', async () => {
    const ask = (remoteAddress: string) =>
      gateway.app.inject({
        method: 'POST',
        url: '/graphql',
        remoteAddress,
        payload: { query: '{ __schema { queryType { name } } }' },
      });
    expect([(await ask('127.0.0.1')).statusCode, (await ask('10.0.0.7')).statusCode]).toEqual([200, 401]);
  });
});

describe('variables named like what every object has', () => {
  it('are not found where they are not given', async () => {
    const query = 'query ($toString: Position) { myDay(atLeast: $toString) { items { client { name } } } me { name } }';
    const { body } = await gateway.ask(query);
    expect(body).toMatchObject({
      data: { me: { name: 'staff S1' }, myDay: { items: expect.arrayContaining([{ client: { name: 'client C0' } }]) } },
    });
    expect(body.errors).toBeUndefined();
    expect(
      gateway.services.seen.map(({ body: sent }) => (JSON.parse(sent) as { variables: object }).variables),
    ).toContainEqual({});
  });
  it('stand for their defaults', async () => {
    const query =
      'query ($constructor: Boolean = true) { myDay { date @include(if: $constructor) items { client { name } } } }';
    expect((await gateway.ask(query)).body.data).toMatchObject({ myDay: { date: '2026-03-02' } });
    const schema = 'query ($valueOf: Boolean = true) { __schema { queryType { name @include(if: $valueOf) } } }';
    expect((await gateway.ask(schema)).body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });
  it('are taken where they are given', async () => {
    const query =
      'query ($hasOwnProperty: Boolean!) { myDay { date @include(if: $hasOwnProperty) items { client { name } } } }';
    expect((await gateway.ask(query, { hasOwnProperty: true })).body.data).toMatchObject({
      myDay: { date: '2026-03-02' },
    });
  });
  it('are no page sizes', async () => {
    const query =
      'query ($valueOf: Int) { clients(first: $valueOf) { edges { node { contacts(first: $valueOf) { edges { cursor } } } } } }';
    expect((await gateway.ask(query)).body.errors).toBeUndefined();
  });
  it('nor is an alias a value', async () => {
    gateway.services.gone.add('C1');
    const mutation =
      'mutation { logContact(input: {commandId: "1", clientId: "C1", channel: PHONE, startedAt: "2026-03-02T08:00:00+08:00", endedAt: "2026-03-02T08:10:00+08:00", outcome: ENGAGED}) { contact { client { toString: name } } } }';
    const { body } = await gateway.ask(mutation);
    gateway.services.gone.clear();
    expect(body.data).toEqual({ logContact: { contact: null } });
    expect(body.errors).toMatchObject([
      { path: ['logContact', 'contact', 'client', 'toString'], extensions: { code: 'VALUE_MISSING' } },
    ]);
  });
  it('so a row that lacks it is left out, and the error tells of which list', async () => {
    const { body } = await gateway.ask('{ contacts(first: 4) { edges { node { id client { toString: name } } } } }');
    const rows = ['K2', 'K3', 'K5'].map((id) => ({ node: { id, client: { toString: `client C${id[1]}` } } }));
    expect(body.data).toEqual({ contacts: { edges: rows } });
    expect(body.errors).toMatchObject([
      { message: expect.stringContaining('Client.name'), path: ['contacts', 'edges'] },
    ]);
  });
});

describe('what is refused, with a code and the fix', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `a${index}: me { id }`).join(' ');
  const deep = `{ unit(id: "1") ${'{ parent '.repeat(12)} { id } ${'}'.repeat(12)} }`;
  it.each([
    ['a body that is no JSON', '{"query":', 400, 'BODY_NOT_JSON'],
    ['an empty body', '', 400, 'BODY_NOT_JSON'],
    ['a batch', '[{"query":"{me{id}}"}]', 400, 'BATCH_REFUSED'],
    ['no query', '{"variables":{}}', 400, 'QUERY_MISSING'],
    ['a key that no service reads', '{"query":"{me{id}}","__proto__":{}}', 400, 'BODY_KEY_RESERVED'],
    ['one further down', '{"query":"{me{id}}","extensions":{"a":[{"__proto__":1}]}}', 400, 'BODY_KEY_RESERVED'],
    ['one written otherwise', '{"query":"{me{id}}","\\u005f_proto__":null}', 400, 'BODY_KEY_RESERVED'],
    ['one in a variable', '{"query":"{me{id}}","variables":{"a":{"__proto__":{}}}}', 400, 'BODY_KEY_RESERVED'],
    ['one that stands for a variable', '{"query":"{me{id}}","variables":{"__proto__":{}}}', 400, 'BODY_KEY_RESERVED'],
    [
      'one that reaches a prototype',
      '{"query":"{me{id}}","variables":{"constructor":{"prototype":{}}}}',
      400,
      'BODY_KEY_RESERVED',
    ],
    ['variables that are a list', '{"query":"{me{id}}","variables":[]}', 400, 'VARIABLES_NOT_OBJECT'],
    [
      'a body that is too large',
      JSON.stringify({ query: '{me{id}}', variables: { x: 'x'.repeat(300_000) } }),
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a query text that is too long',
      JSON.stringify({ query: `{me{id}}${' '.repeat(40_000)}` }),
      400,
      'QUERY_TOO_LARGE',
    ],
    ['a query that cannot be read', '{"query":"{ me { id "}', 200, 'QUERY_MALFORMED'],
    ['a field that is not there', '{"query":"{ me { nickname } }"}', 200, 'QUERY_INVALID'],
    ['federation’s own fields', '{"query":"{ _service { sdl } }"}', 200, 'QUERY_INVALID'],
    [
      'an operation that is not there',
      '{"query":"query A { me { id } }","operationName":"B"}',
      200,
      'OPERATION_UNKNOWN',
    ],
    ['too deep an operation', JSON.stringify({ query: deep }), 200, 'OPERATION_TOO_DEEP'],
    [
      'an operation deeper than the stack',
      JSON.stringify({ query: `{ me { unit ${'{ parent '.repeat(2_500)}` }),
      200,
      'OPERATION_TOO_DEEP',
    ],
    [
      'a value deeper than the stack',
      JSON.stringify({
        query: `{ me { id } clients(first: ${'['.repeat(4_900)}${']'.repeat(4_900)}) { edges { cursor } } }`,
      }),
      200,
      'OPERATION_TOO_DEEP',
    ],
    ['too many root fields', JSON.stringify({ query: `{ ${many(21)} }` }), 200, 'OPERATION_TOO_WIDE'],
    [
      'a field repeated too often',
      JSON.stringify({ query: `{ me { ${'id '.repeat(9_900)} } }` }),
      200,
      'OPERATION_TOO_WIDE',
    ],
    ['fragments that unfold without end', JSON.stringify({ query: unfolding() }), 200, 'OPERATION_TOO_WIDE'],
    [
      'too costly lists',
      '{"query":"{ clients(first: 100) { edges { node { contacts(first: 100) { edges { cursor } } } } } }"}',
      200,
      'OPERATION_TOO_COSTLY',
    ],
    [
      'too costly lists by variable',
      '{"query":"query($n:Int){ clients(first: $n) { edges { node { contacts(first: $n) { edges { cursor } } } } } }","variables":{"n":50}}',
      200,
      'OPERATION_TOO_COSTLY',
    ],
    ['a reserved alias', '{"query":"{ me { _hx_id: id } }"}', 200, 'NAME_RESERVED'],
    ['a variable that does not fit', '{"query":"query($id: ID!){ client(id:$id) { id } }"}', 200, 'VARIABLE_INVALID'],
    ['a text that none can keep', '{"query":"{ client(id: \\"a\\\\u0000\\") { id } }"}', 200, 'QUERY_INVALID'],
    [
      'a variable that none can keep',
      '{"query":"query($id: ID!){ client(id:$id) { id } }","variables":{"id":"a\\ud800"}}',
      200,
      'VARIABLE_INVALID',
    ],
    ['a list for a date', asksDay('["2026-03-02"]'), 200, 'VARIABLE_INVALID'],
    ['a list of lists for a date', asksDay(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), 200, 'VARIABLE_INVALID'],
    ['an object for a date', asksDay('{"toString":"2026-03-02"}'), 200, 'VARIABLE_INVALID'],
    ['a number for a position', '{"query":"{ clients(atLeast: 5) { edges { cursor } } }"}', 200, 'QUERY_INVALID'],
    [
      'a number for the name of an operation',
      '{"query":"query A { me { id } }","operationName":5}',
      200,
      'OPERATION_UNKNOWN',
    ],
    ['a field whose name never ends', JSON.stringify({ query: LONG_FIELD }), 200, 'QUERY_INVALID'],
    ['200,000 letters for a number', asksPage(JSON.stringify('x'.repeat(200_000))), 200, 'VARIABLE_INVALID'],
    [
      'a key of 200,000 letters',
      `{"query":"{me{id}}","variables":{"${'x'.repeat(200_000)}":{"__proto__":1}}}`,
      400,
      'BODY_KEY_RESERVED',
    ],
    [
      'a subscription without a socket',
      '{"query":"subscription { myDayChanged { date } }"}',
      400,
      'SUBSCRIPTION_OVER_HTTP',
    ],
  ])('%s', async (_, body, status, code) => {
    const answer = await gateway.post(body, await bearer());
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(answer.body.errors?.[0]?.message).not.toMatch(/[{}]limit|undefined/);
    expect(JSON.stringify(answer.body).length).toBeLessThan(700);
    expect(gateway.services.seen).toEqual([]);
  });
  it.each<[what: string, body: string, field: string[]]>([
    ['a variable', '{"query":"query($id: ID!){ client(id:$id) { id } }"}', ['id']],
    ['a value within one', asksDay('["2026-03-02"]'), ['d']],
    [
      'an argument',
      '{"query":"{ clients(filter: { notContactedSince: {} }) { edges { cursor } } }"}',
      ['filter', 'notContactedSince'],
    ],
    ['nothing but the operation', '{"query":"{ me { nickname } }"}', []],
  ])('names what is at fault: %s', async (_, body, field) => {
    const answer = await gateway.post(body, await bearer());
    expect(answer.body.errors).toMatchObject([{ extensions: { field } }]);
  });
  it('another content type', async () => {
    const answer = await gateway.post('query=x', {
      ...(await bearer()),
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([answer.status, codeOf(answer)]).toEqual([415, 'CONTENT_TYPE']);
  });
  it('GET without a page to show', async () => {
    const answer = await fetch(`${gateway.url}/graphql?query={me{id}}`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });
  it('what cannot be read is a 400 for those who ask for graphql-response+json', async () => {
    const answer = await gateway.post('{"query":"{ nope }"}', {
      ...(await bearer()),
      accept: 'application/graphql-response+json',
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      400,
      'application/graphql-response+json; charset=utf-8',
    ]);
  });
  function unfolding(): string {
    const fragments = Array.from(
      { length: 9 },
      (_, at) =>
        `fragment F${at} on Unit { a: parent { ...F${at + 1} } b: parent { ...F${at + 1} } c: parent { ...F${at + 1} } }`,
    );
    return `{ unit(id: "1") { ...F0 } } ${fragments.join(' ')} fragment F9 on Unit { id }`;
  }
});

it('a token whose issuer cannot be asked for its keys is no fault of the caller’s', async () => {
  const lonely = await RunningGateway.start({
    HENGXIN_JWKS_URL: 'http://127.0.0.1:9/jwks.json',
    HENGXIN_JWT_ISSUER: 'nobody',
  });
  try {
    const answer = await lonely.ask('{ me { id } }');
    expect([answer.status, answer.body.errors]).toMatchObject([
      503,
      [{ extensions: { code: 'ISSUER_UNAVAILABLE', field: [] } }],
    ]);
  } finally {
    await lonely.stop();
  }
});

describe('a service that is down', () => {
  it('is named, and found again when it is back', async () => {
    const subgraph = surfaceSubgraphs().find(({ name }) => name === 'organisation')!;
    await gateway.ask('{ me { name } }');
    await gateway.services.stop('organisation');
    const without = await gateway.ask('{ unit(id: "U1") { name } }');
    expect(without).toMatchObject({
      status: 200,
      body: {
        data: { unit: null },
        errors: [{ path: ['unit'], extensions: { code: 'SERVICE_UNAVAILABLE', service: 'organisation' } }],
      },
    });
    await gateway.services.run(subgraph);
    expect((await gateway.ask('{ unit(id: "U1") { name } }')).body).toEqual({ data: { unit: { name: 'unit U1' } } });
  });
});

describe('beside the API', () => {
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${gateway.url}${path}`, { headers });
  const post = (path: string, body: unknown) =>
    fetch(`${gateway.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    });
  it('it says whether it lives and is ready, service by service', async () => {
    expect((await get('/health/live')).status).toBe(200);
    const ready = await get('/health/ready');
    expect([ready.status, await ready.json()]).toMatchObject([
      200,
      { ready: true, services: { organisation: 'ok', 'performance-kpis': 'ok' } },
    ]);
  });
  it('it is not ready while a bank is being loaded, and says so', async () => {
    // What was found out holds for a second.
    const later = () => new Promise((over) => setTimeout(over, 1_100));
    await writeFile(loadingFile, '');
    await later();
    const loading = await get('/health/ready');
    expect([loading.status, await loading.json()]).toMatchObject([
      503,
      { ready: false, reason: 'the demo bank is being loaded', services: { organisation: 'ok' } },
    ]);
    await rm(loadingFile);
    await later();
    expect((await get('/health/ready')).status).toBe(200);
  });
  it('it counts', async () => {
    await gateway.ask('{ me { id } }');
    expect(await (await get('/metrics')).text()).toMatch(
      /hengxin_operation_duration_seconds_count\{service="gateway",kind="passed"\} \d+/,
    );
  });
  it('it shows GraphiQL', async () => {
    const page = await get('/graphql', { accept: 'text/html' });
    expect([page.status, (await page.text()).includes('YogaGraphiQL')]).toEqual([200, true]);
  }, 30_000);
  it.each(['/graphql', '/demo/token', '/demo/clock'])('it gives nothing of %s to another machine', async (url) => {
    const method = url === '/graphql' ? 'GET' : 'POST';
    const payload = method === 'POST' ? { payload: { staffId: 'S1', now: '2026-03-02T09:00:00+08:00' } } : {};
    const answer = await gateway.app.inject({
      method,
      url,
      remoteAddress: '10.0.0.7',
      headers: { accept: 'text/html' },
      ...payload,
    });
    expect([answer.statusCode, answer.payload]).toEqual([403, expect.stringContaining('DEMO_LOOPBACK_ONLY')]);
  });
  it('it signs in who is on the staff', async () => {
    const { token } = (await (await post('/demo/token', { staffId: 'S7' })).json()) as { token: string };
    expect((await gateway.ask('{ me { id } }', {}, { authorization: `Bearer ${token}` })).status).toBe(200);
  });
  it('it signs in nobody whom the staff file does not know', async () => {
    gateway.services.nobody = true;
    const answer = await post('/demo/token', { staffId: 'S404' });
    gateway.services.nobody = false;
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'DEMO_STAFF_UNKNOWN' }]);
  });
  it('it refuses a sign-in without a name', async () => {
    const answer = await post('/demo/token', { staff: 1 });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'DEMO_INPUT_INVALID' }]);
  });
  it('it moves every clock', async () => {
    gateway.services.clockSteps.length = 0;
    expect(await (await post('/demo/clock', { now: '2026-03-02T09:00:00+08:00' })).json()).toEqual({
      now: '2026-03-02T09:00:00+08:00',
    });
    const steps = ['ask', 'move'].flatMap((step) => SERVICES.map((name) => `${name} ${step} ${SECRET}`));
    expect([...gateway.services.clockSteps].sort()).toEqual([...steps].sort());
    // Nobody moves before all have been asked.
    expect(gateway.services.clockSteps.slice(0, SERVICES.length).join()).not.toMatch(/ move /);
  });
  it.each([
    [
      'a service whose clock is ahead',
      { status: 409, body: { code: 'CLOCK_RUNS_FORWARD', facts: { now: '2026-03-09T09:00:00+08:00' } } },
      [409, 'CLOCK_RUNS_FORWARD', ['now'], /2026-03-09T09:00/],
    ],
    [
      'a day that no calendar knows',
      { status: 400, body: { code: 'DATE_OUTSIDE_CALENDAR', facts: { date: '9999-12-31' } } },
      [400, 'DATE_OUTSIDE_CALENDAR', ['now'], /9999-12-31 .* 2\d{3} to 2\d{3}/],
    ],
    ['a service that fails', { status: 500, body: {} }, [503, 'SERVICE_UNAVAILABLE', undefined, /visit-logging/]],
  ] as const)('it moves no clock for %s', async (_, refusal, [status, code, field, sentence]) => {
    gateway.services.clockSteps.length = 0;
    gateway.services.clockRefusals['visit-logging'] = refusal;
    const answer = await post('/demo/clock', { now: '2026-03-02T09:00:00+08:00' });
    delete gateway.services.clockRefusals['visit-logging'];
    expect([answer.status, await answer.json()]).toEqual([
      status,
      { code, ...(field && { field }), message: expect.stringMatching(sentence) },
    ]);
    expect(gateway.services.clockSteps.join()).not.toMatch(/ move /);
  });
  it.each<[string, string, RequestInit, number, string]>([
    ['there is nothing', '/nowhere', {}, 404, 'NOT_FOUND'],
    ['a path cannot be read', '/%ff', {}, 400, 'REQUEST_MALFORMED'],
    [
      'a body is no JSON',
      '/demo/token',
      { method: 'POST', body: '{"staffId":', headers: JSON_TYPE },
      400,
      'REQUEST_MALFORMED',
    ],
    ['a body is empty', '/demo/token', { method: 'POST', body: '', headers: JSON_TYPE }, 400, 'REQUEST_MALFORMED'],
    [
      'a key reaches a prototype',
      '/demo/token',
      { method: 'POST', body: '{"__proto__":{}}', headers: JSON_TYPE },
      400,
      'REQUEST_MALFORMED',
    ],
    [
      'a body is too large',
      '/demo/token',
      { method: 'POST', body: `"${'x'.repeat(300_000)}"`, headers: JSON_TYPE },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a body is XML',
      '/demo/token',
      { method: 'POST', body: '<a/>', headers: { 'content-type': 'text/xml' } },
      415,
      'CONTENT_TYPE',
    ],
    [
      'a body is a form',
      '/demo/token',
      { method: 'POST', body: new URLSearchParams({ staffId: 'S1' }) },
      415,
      'CONTENT_TYPE',
    ],
    [
      'a body is plain text',
      '/demo/clock',
      { method: 'POST', body: '{"now":"2026-03-02T09:00:00Z"}' },
      415,
      'CONTENT_TYPE',
    ],
  ])('it says so where %s, by a code, in the caller’s language', async (_, path, init, status, code) => {
    for (const [language, words] of [
      ['en', /^[\x20-\x7e…]+$/],
      ['zh', /[\u4e00-\u9fff]/],
    ] as const) {
      const answer = await fetch(`${gateway.url}${path}`, {
        ...init,
        headers: { ...init.headers, 'accept-language': language },
      });
      expect([answer.status, await answer.json()]).toEqual([status, { code, message: expect.stringMatching(words) }]);
    }
  });
  it('it says so of what is no HTTP', async () => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname).end('BOGUS / HTTP/1.1\r\n\r\n');
    const [head, body] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1.1 400 Bad Request/);
    expect(JSON.parse(body!)).toEqual({ code: 'REQUEST_MALFORMED', message: expect.any(String) });
  });
});
