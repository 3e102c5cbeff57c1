import { request, type IncomingMessage } from 'node:http';
import { RunningGateway } from '../testing/running-gateway.js';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await RunningGateway.start();
}, 60_000);
afterAll(() => gateway.stop());

const send = async (path: string, headers: Record<string, string> = {}) => {
  const token = await gateway.issuer.issue('import', { role: 'ADMIN' });
  return fetch(`${gateway.url}${path}`, {
    method: 'POST',
    body: 'a,b\n',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}`, ...headers },
  });
};

describe('files', () => {
  it.each([
    ['units', 'organisation'],
    ['staff', 'organisation'],
    ['calendar', 'organisation'],
    ['clients', 'client-registry'],
    ['contacts', 'visit-logging'],
    ['targets', 'performance-kpis'],
    ['holdings', 'client-insight'],
  ])('of %s go to %s', async (kind, service) => {
    const answer = await send(`/import/${kind}?encoding=gb18030`, { 'import-id': 'ab12' });
    expect(JSON.parse((await answer.text()).split('\n')[0]!)).toEqual({
      service,
      path: `/import/${kind}?encoding=gb18030`,
      importId: 'ab12',
    });
  });
  it.each(['secrets', 'constructor', 'toString', '__proto__', 'units/a/b', '%2e%2e/internal/units'])(
    'of no known kind, such as %s, are refused',
    async (kind) => {
      const answer = await send(`/import/${kind}`);
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'NOT_FOUND' }]);
    },
  );
  it('go to their owner even if the request line names another host', async () => {
    const [line] = (await sendTo('http://127.0.0.1:1/import/units?encoding=utf-8')).body.split('\n');
    expect(JSON.parse(line!)).toMatchObject({ service: 'organisation', path: '/import/units?encoding=utf-8' });
  });
  it.each([
    ['//127.0.0.1:1/import/units', 404],
    ['http://127.0.0.1//127.0.0.1:1/import/units', 404],
    ['http://a/x/../import', 404],
    ['http://[/import/units', 400],
    ['http://127.0.0.1:1/import/units#x', 400],
  ])('go nowhere for the target %s', async (target, status) => expect((await sendTo(target)).status).toBe(status));
  it('with a header that was sent twice, for their owner to refuse', async () => {
    await sendTo('/import/units', { 'content-type': ['text/csv', 'application/x-ndjson'], 'import-id': ['a', 'b'] });
    const { rawHeaders } = gateway.services.seen.at(-1)!;
    const sent = (name: string) => rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1] === name);
    expect([sent('content-type'), sent('import-id')]).toEqual([
      ['text/csv', 'application/x-ndjson'],
      ['a', 'b'],
    ]);
  });
  it('without a token are refused', async () => {
    const answer = await send('/import/units', { authorization: '' });
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'TOKEN_MISSING' }]);
  });

  it('stream in both directions at once', async () => {
    const token = await gateway.issuer.issue('import', { role: 'ADMIN' });
    const upload = request(`${gateway.url}/import/clients`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
    });
    upload.write('first');
    const answer = await new Promise<NodeJS.ReadableStream>((resolve) => upload.on('response', resolve));
    const lines = lineReader(answer);
    expect(JSON.parse(await lines.next())).toMatchObject({ service: 'client-registry' });
    expect(await lines.next()).toBe('5');
    upload.write('second');
    expect(await lines.next()).toBe('6');
    upload.end();
    expect(await lines.next()).toBe('end');
  });

  it('for a service that is down are refused by name', async () => {
    await gateway.services.stop('visit-logging');
    const answer = await send('/import/contacts');
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { code: 'SERVICE_UNAVAILABLE', message: expect.stringContaining('visit-logging') },
    ]);
  });
});

/** Sends a request line as it is, which `fetch` would tidy up. */
async function sendTo(
  target: string,
  more: Record<string, string[]> = {},
): Promise<{ status: number | undefined; body: string }> {
  const authorization = `Bearer ${await gateway.issuer.issue('import', { role: 'ADMIN' })}`;
  const headers = { 'content-type': 'text/csv', authorization, ...more };
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    request(gateway.url, { method: 'POST', path: target, headers }, resolve).on('error', reject).end('a,b\n'),
  );
  let body = '';
  for await (const chunk of answer) body += String(chunk);
  return { status: answer.statusCode, body };
}

function lineReader(stream: NodeJS.ReadableStream): { next(): Promise<string> } {
  const lines = (async function* () {
    let rest = '';
    for await (const chunk of stream) {
      const parts = (rest + String(chunk)).split('\n');
      rest = parts.pop()!;
      yield* parts;
    }
  })();
  return { next: async () => (await lines.next()).value as string };
}
