import { request, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { RunningGateway } from '../testing/running-gateway.js';
import { encodingOf, packed, WORTH_BYTES } from './packing.js';

describe('how an answer is packed', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate, zstd', undefined],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0.1, gzip;q=0.9', 'gzip'],
    ['br; q=0, gzip; q=0.5, identity; q=0.1', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['identity, br;q=0.5', undefined],
    ['BR', 'br'],
    ['*', 'br'],
    [`${'x,'.repeat(200)}gzip`, 'gzip'],
  ])('to Accept-Encoding %j: %s', (header, encoding) => expect(encodingOf(header)).toBe(encoding));

  it('is what it was once it is unpacked, text or bytes', () => {
    const text = '欧阳晓明 '.repeat(1_000);
    expect(brotliDecompressSync(packed(text, 'br')).toString()).toBe(text);
    expect(gunzipSync(packed(Buffer.from(text), 'gzip')).toString()).toBe(text);
  });
});

describe('an answer of the gateway', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
  }, 60_000);
  afterAll(() => gateway.stop());

  /** As bytes: fetch would unpack them. */
  async function ask(query: string, encoding?: string): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
    const { hostname, port } = new URL(gateway.url);
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await gateway.issuer.issue('S1')}`,
      ...(encoding && { 'accept-encoding': encoding }),
    };
    return new Promise((resolve, reject) => {
      const call = request({ hostname, port, path: '/graphql', method: 'POST', headers }, (answer) => {
        void buffer(answer).then((body) => resolve({ headers: answer.headers, body }), reject);
      });
      call.on('error', reject).end(JSON.stringify({ query }));
    });
  }
  const items = Array.from({ length: 8 }, (_, n) => `p${n}: myDay { items { id channel status dueSince date } }`).join(
    ' ',
  );
  const PASSED = `{ ${items} }`;
  const JOINED = `{ ${items} me { name } }`;

  it.each([
    ['passed through', PASSED],
    ['joined', JOINED],
  ])('that is %s is packed for who takes it so, and the same for who does not', async (_what, query) => {
    const plain = await ask(query);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body.length).toBeGreaterThan(WORTH_BYTES);
    for (const [encoding, unpack] of [['br', brotliDecompressSync] as const, ['gzip', gunzipSync] as const]) {
      const { headers, body } = await ask(query, encoding);
      expect([headers['content-encoding'], headers['vary'], headers['content-length']]).toEqual([
        encoding,
        'accept-encoding',
        String(body.length),
      ]);
      expect(unpack(body).equals(plain.body)).toBe(true);
      expect(body.length).toBeLessThan(plain.body.length / 3);
    }
  });

  it('that is small stays as it is', async () => {
    const { headers } = await ask('{ me { id } }', 'br, gzip');
    expect([headers['content-encoding'], headers['vary']]).toEqual([undefined, undefined]);
  });

  it('that tells of an import goes on as it comes, line by line', async () => {
    const answer = await fetch(`${gateway.url}/import/units`, {
      method: 'POST',
      body: 'unit_id\n'.repeat(1_000),
      headers: {
        'content-type': 'text/csv',
        'accept-encoding': 'br, gzip',
        authorization: `Bearer ${await gateway.issuer.issue('import', { role: 'ADMIN' })}`,
      },
    });
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, null]);
    expect(await answer.text()).toMatch(/end\n$/);
  });
});
