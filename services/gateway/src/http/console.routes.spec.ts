import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { RunningGateway } from '../testing/running-gateway.js';
import { consoleHeaders } from './console.headers.js';

const PAGE = '<!doctype html><title>恒心</title>';
const SCRIPT = 'export const answer = 42;\n'.repeat(60);
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

let gateway: RunningGateway;

/** The path as it is written: fetch would tidy it up. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, method, headers }, (answer) => {
      void buffer(answer).then(
        (body) => resolve({ status: answer.statusCode!, headers: answer.headers, body }),
        reject,
      );
    });
    call.on('error', reject).end();
  });
}
const codeOf = ({ body }: Got): string => {
  const { code, errors } = JSON.parse(body.toString()) as {
    code?: string;
    errors?: { extensions: { code: string } }[];
  };
  return (code ?? errors?.[0]?.extensions.code)!;
};

/**
 * A build as small as can be: a page, a worker, a chunk with its packed copies, and what the build keeps for itself.
 */
async function built(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-console-'));
  await Promise.all(['assets', '.vite'].map((name) => mkdir(join(folder, name))));
  await Promise.all(
    Object.entries({
      'index.html': PAGE,
      'sw.js': 'self;',
      'config.json': '{"signIn":{"kind":"demo"}}',
      'assets/app-1a2b3c.js': SCRIPT,
      'assets/app-1a2b3c.js.br': brotliCompressSync(SCRIPT),
      'assets/app-1a2b3c.js.gz': gzipSync(SCRIPT),
      '.vite/made-of': 'a hash',
    }).map(([name, text]) => writeFile(join(folder, name), text)),
  );
  return folder;
}

describe('the console', () => {
  beforeAll(async () => {
    gateway = await RunningGateway.start({
      HENGXIN_CONSOLE_DIR: await built(),
      HENGXIN_CONSOLE_CONNECT: 'https://id.bank.example',
    });
  }, 60_000);
  afterAll(() => gateway.stop());

  it.each(['/console/', '/console/clients/C1?tab=consents', '/console/figures'])(
    'answers a browser at %s with its page',
    async (path) => {
      const { status, headers, body } = await get(path, BROWSER);
      expect([status, headers['content-type'], body.toString()]).toEqual([200, 'text/html; charset=utf-8', PAGE]);
      expect(headers).toMatchObject(consoleHeaders('index.html', ['https://id.bank.example']));
    },
  );

  it('runs its own scripts alone, calls its own origin and the identity provider’s, and stands in no frame', async () => {
    const { headers } = await get('/console/', BROWSER);
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self' https://id.bank.example",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(String(headers['content-security-policy'])).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  it.each([
    ['br', (body: Buffer) => brotliDecompressSync(body)],
    ['gzip', (body: Buffer) => gunzipSync(body)],
    [undefined, (body: Buffer) => body],
  ])('hands out a chunk packed as %s, to be kept for ever', async (encoding, unpack) => {
    const { status, headers, body } = await get(
      '/console/assets/app-1a2b3c.js',
      encoding ? { 'accept-encoding': encoding } : {},
    );
    expect([status, headers['content-encoding'], unpack(body).toString()]).toEqual([200, encoding, SCRIPT]);
    expect(headers).toMatchObject({
      'content-type': expect.stringMatching(/javascript/),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
  });

  it.each(['/console/', '/console/index.html', '/console/sw.js', '/console/config.json'])(
    'has %s asked for again at each use',
    async (path) => {
      expect((await get(path, BROWSER)).headers['cache-control']).toBe('no-cache');
    },
  );

  it.each([
    ['a chunk of an older build', '/console/assets/app-0ld.js', BROWSER],
    ['a file that is none', '/console/clients', { accept: 'application/json' }],
    ['what the build keeps for itself', '/console/.vite/made-of', {}],
    ['a packed copy by its own name', '/console/assets/app-1a2b3c.js.br', {}],
    ['a way out of its directory', '/console/../package.json', {}],
    ['a way out in other letters', '/console/%2e%2e%2f%2e%2e%2fetc/passwd', {}],
    ['the root, to a program', '/', { accept: 'application/json' }],
  ])('does not answer %s', async (_what, path, headers) => {
    const answer = await get(path, headers);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'NOT_FOUND']);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('is where a browser is led that asks for the root', async () => {
    const { status, headers } = await get('/', BROWSER);
    expect([status, headers['location'], headers['vary']]).toEqual([302, '/console/', 'accept']);
    expect((await get('/console')).headers['location']).toBe('/console/');
  });

  it('leaves what else the gateway answers as it was', async () => {
    expect((await get('/graphql', BROWSER)).headers['content-type']).toContain('text/html');
    expect((await get('/graphql')).status).toBe(405);
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/import/units', {}, 'POST')).status).toBe(401);
    expect(codeOf(await get('/nowhere', BROWSER))).toBe('NOT_FOUND');
    expect(codeOf(await get('/console/', {}, 'POST'))).toBe('NOT_FOUND');
  });

  it('has the same headers from the web server of another deployment', async () => {
    const text = await readFile('deploy/nginx/console.conf', 'utf8');
    for (const path of ['index.html', 'assets/app.js'])
      for (const [name, value] of Object.entries(consoleHeaders(path, [])))
        expect(text).toContain(`${name} "${value}"`);
  });
});

describe('a console that is not built', () => {
  beforeAll(async () => {
    gateway = await RunningGateway.start({ HENGXIN_CONSOLE_DIR: join(tmpdir(), 'hengxin-no-console') });
  }, 60_000);
  afterAll(() => gateway.stop());

  it('is told of in two languages to a person, and by a code to a program', async () => {
    const page = await get('/console/figures', BROWSER);
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8']);
    expect(page.body.toString()).toMatch(/控制台尚未构建[^]*The console is not there: `npm run build` builds it/);
    const answer = await get('/console/assets/a.js');
    expect([answer.status, codeOf(answer)]).toEqual([404, 'CONSOLE_NOT_BUILT']);
  });
});
